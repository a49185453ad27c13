import { isJsonObject } from '../strict-json.ts'

/** What a verifier said of one token; `none` where it said nothing that can be understood, or not in time. */
export type Answer = { outcome: 'permit' | 'deny' | 'none'; reason: string | null }

export const NO_ANSWER = (why: string): Answer => ({ outcome: 'none', reason: why })

/** A verdict as JSON: `{"outcome":"permit"}` or `{"outcome":"deny"}`, with a `reason` where the verifier gives one. */
export function answerIn(text: string): Answer | null {
  const verdict = parsed(text)
  if (!isJsonObject(verdict)) return null
  const { outcome, reason } = verdict
  if (outcome !== 'permit' && outcome !== 'deny') return null
  return { outcome, reason: outcome === 'deny' && typeof reason === 'string' ? reason : null }
}

/** Where nothing is printed, the exit code answers: 0 permits, everything else denies. */
export function answerOfExit(code: number | null): Answer {
  if (code === null) return NO_ANSWER('killed')
  return { outcome: code === 0 ? 'permit' : 'deny', reason: null }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
