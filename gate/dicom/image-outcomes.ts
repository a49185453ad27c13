import type { Use } from '../commands/request-options.ts'
import type { GateRequest } from '../covering-provision.ts'
import { Failure } from '../failure.ts'
import type { HeldTokens } from '../held/held-tokens.ts'
import type { Outcome } from '../held/judge.ts'
import type { Current } from '../knowledge.ts'
import { isUnverifiable } from '../refusal.ts'
import type { ImageFacts } from './image-facts.ts'

export type ImageOutcome = (facts: ImageFacts) => Promise<Outcome>

/** May this image be used so? Where nobody can know, the whole run is one that nobody can vouch for. */
export function imageOutcomes(use: Use, held: HeldTokens, { trust, knowledge, at }: Current): ImageOutcome {
  const askedBefore = new Map<string, ReturnType<HeldTokens['about']>>()

  /** Few kinds of data were acquired on few days: each combination is one question. */
  function asking(request: GateRequest) {
    const key = JSON.stringify([request.data, request.acquired])
    const asked = askedBefore.get(key) ?? held.about({ trust, request, at })
    if (askedBefore.size >= MOST_QUESTIONS) askedBefore.clear()
    askedBefore.set(key, asked)
    return asked
  }

  return async (facts) => {
    const [outcome = 'verification-failed'] = await asking(requestFor(use, facts))([facts.subject])
    if (isUnverifiable(outcome)) throw new Failure('knowledge-stale', { knowledge, reason: outcome })
    return outcome
  }
}

const MOST_QUESTIONS = 1000

function requestFor(use: Use, { data, acquired }: ImageFacts): GateRequest {
  return { ...use, data: [data], ...(acquired !== null && { acquired: { from: acquired, until: acquired } }) }
}
