import { verifiedPayload } from '#gate/compact-jws.ts'
import { reasonOf } from '#gate/refusal.ts'
import { type IssuerKeys, issuerKeys } from '#gate/trust.ts'
import type { Surface } from '#tests/api/as-node.ts'
import type { RunningClock } from './running-clock.ts'

/** The longest that anybody may go on with a key set: one cache behind another, a minute each. */
const OLDEST_SECONDS = 120

/** A verifier whose keys are as old as they may be, and one that has just fetched them; null is a good signature. */
export type SlowVerifier = {
  look(): Promise<void>
  byOldKeys(jws: string, typ: string): Promise<string | null>
  byNewKeys(jws: string, typ: string): Promise<string | null>
  everyKid(): string[]
}

export function slowVerifier(surface: Surface, clock: RunningClock): SlowVerifier {
  const fetched: { at: number; keys: IssuerKeys }[] = []

  async function look(): Promise<void> {
    const at = clock.secondsRun()
    const jwks = (await (await surface.request('/.well-known/jwks.json')).json()) as Parameters<typeof issuerKeys>[0]
    fetched.push({ at, keys: await issuerKeys(jwks) })
  }

  const newest = () => fetched.at(-1)?.keys ?? new Map()
  const oldest = () => {
    const since = clock.secondsRun() - OLDEST_SECONDS
    return fetched.find(({ at }) => at >= since)?.keys ?? newest()
  }
  const whyNot = (jws: string, typ: string, keys: IssuerKeys) =>
    verifiedPayload(jws, { typ, keys, maxBytes: 2 ** 21 }).then(() => null, reasonOf)
  return {
    look,
    byOldKeys: (jws, typ) => whyNot(jws, typ, oldest()),
    byNewKeys: (jws, typ) => whyNot(jws, typ, newest()),
    everyKid: () => [...newest().keys()],
  }
}
