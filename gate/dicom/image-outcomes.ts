import type { Use } from '../commands/request-options.ts'
import type { GateRequest } from '../covering-provision.ts'
import { Failure } from '../failure.ts'
import { heldVerdict } from '../held-verdict.ts'
import type { IssuedToken } from '../home/consent-token-store.ts'
import type { Current } from '../knowledge.ts'
import { isUnverifiable } from '../refusal.ts'
import { type Verdict, verifyConsentToken } from '../verify-consent-token.ts'
import type { ImageFacts } from './image-facts.ts'

export type ImageVerdict = (facts: ImageFacts) => Promise<Verdict>

/** May this image be used so? Where nobody can know, the whole run is one that nobody can vouch for. */
export function imageVerdicts(
  use: Use,
  tokens: ReadonlyMap<string, IssuedToken>,
  { trust, knowledge, at }: Current,
): ImageVerdict {
  return rememberingTheLast(async (facts) => {
    const request = requestFor(use, facts)
    const verdict = await heldVerdict(facts.subject, tokens, (token) => verifyConsentToken(token, trust, request, at))
    if (verdict.outcome === 'deny' && isUnverifiable(verdict.reason)) {
      throw new Failure('knowledge-stale', { knowledge, reason: verdict.reason })
    }
    return verdict
  })
}

function requestFor(use: Use, { data, acquired }: ImageFacts): GateRequest {
  return { ...use, data: [data], ...(acquired !== null && { acquired: { from: acquired, until: acquired } }) }
}

/** The images of one series follow one another and are all judged alike. */
function rememberingTheLast(verdictOn: ImageVerdict): ImageVerdict {
  let last: { key: string; verdict: Promise<Verdict> } | null = null
  return (facts) => {
    const key = JSON.stringify([facts.subject, facts.data, facts.acquired])
    if (last?.key !== key) last = { key, verdict: verdictOn(facts) }
    return last.verdict
  }
}
