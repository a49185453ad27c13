import { Failure } from '../failure.ts'
import type { GateHome } from '../home/gate-home.ts'
import { requestFromJson } from '../home/request-file.ts'
import type { Bounds, Knowledge } from '../knowledge.ts'
import { requireKnownCodes } from '../known-codes.ts'
import { isUnverifiable } from '../refusal.ts'
import type { JsonObject } from '../strict-json.ts'
import { UsageError } from '../usage-error.ts'
import { type Verdict, verifyConsentToken } from '../verify-consent-token.ts'
import type { World } from '../world.ts'
import { knowledgeOnHand } from './knowledge-on-hand.ts'
import { tokensOnHand } from './tokens-on-hand.ts'

const MAX_SUBJECTS = 100_000

/** What a program may ask; each answer says how old what it rests on is. */
export type Answering = {
  check(body: JsonObject): Promise<{ evaluated: number; permitted: string[]; knowledge: Knowledge }>
  verify(body: JsonObject): Promise<Verdict & { knowledge: Knowledge }>
  health(): Promise<{ status: 'ok'; knowledge: Knowledge }>
}

export function answeringFrom(home: GateHome, world: World, bounds: Bounds): Answering {
  const current = knowledgeOnHand(home, world, bounds)
  const withTokens = tokensOnHand(home)
  return {
    async check(body) {
      requireMembers(body, ['subjects', 'request'])
      const subjects = subjectsFrom(body.subjects)
      const request = requireKnownCodes(requestFromJson(body.request))
      const { trust, knowledge, at } = await current()
      const outcomes = await withTokens(request, (held) => held.about({ trust, request, at })(subjects))
      // One answer that nobody can know makes the whole one that nobody can vouch for.
      if (outcomes.some(isUnverifiable)) throw new Failure('knowledge-stale', { knowledge })
      const permitted = subjects.filter((_, index) => outcomes[index] === 'permit')
      return { evaluated: subjects.length, permitted, knowledge }
    },

    async verify(body) {
      requireMembers(body, ['token', 'request'])
      if (typeof body.token !== 'string') throw new UsageError('token must be a text')
      const request = requireKnownCodes(requestFromJson(body.request))
      const { trust, knowledge, at } = await current()
      const verdict = await verifyConsentToken(body.token, trust, request, at)
      if (verdict.outcome === 'deny' && isUnverifiable(verdict.reason))
        throw new Failure('knowledge-stale', { knowledge })
      return { ...verdict, knowledge }
    },

    async health() {
      const { knowledge } = await current()
      return { status: 'ok', knowledge }
    },
  }
}

function requireMembers(body: JsonObject, members: readonly string[]): void {
  const surplus = Object.keys(body).find((member) => !members.includes(member))
  if (surplus !== undefined) throw new UsageError(`nobody knows the member ${surplus}`)
}

/** Each person once, in the order asked. */
function subjectsFrom(value: unknown): string[] {
  if (!Array.isArray(value) || !value.every((subject) => typeof subject === 'string')) {
    throw new UsageError('subjects must be a list of pseudonyms')
  }
  if (value.length === 0 || value.length > MAX_SUBJECTS) {
    throw new UsageError(`subjects must name one person to ${MAX_SUBJECTS}`)
  }
  return [...new Set(value)]
}
