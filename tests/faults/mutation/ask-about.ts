import { verifiedAtOnce } from '#gate/compact-jws.ts'
import { consentTokenClaims } from '#gate/consent-token-claims.ts'
import { reasonOf } from '#gate/refusal.ts'
import { consentTokenBy, type Verdict, verdictOn, verifyConsentToken } from '#gate/verify-consent-token.ts'
import { quickest } from '../quickest.ts'
import { twinOf } from './changed-signature.ts'
import { AT, type Material, REQUEST } from './material.ts'
import { mutated } from './mutations.ts'
import { seeded } from './seeded.ts'

/** Which cases: numbers from `from` to before `to` of the run with this seed. */
export type Chunk = { seed: number; from: number; to: number }

export type Findings = {
  denied: Record<string, number>
  /** What should never have been believed, or was refused for a reason that nobody foresaw. */
  wrong: { index: number; how: string; token: string; verdict: string }[]
  /** Good tokens in the other spelling of their signature, believed to be the same token. */
  twins: number
  slowestMilliseconds: number
}

const TWIN_EVERY = 1000

/** Asks the gate about each case of a chunk, one after another. */
export async function askAbout({ seed, from, to }: Chunk, material: Material): Promise<Findings> {
  const findings: Findings = { denied: {}, wrong: [], twins: 0, slowestMilliseconds: 0 }
  for (let index = from; index < to; index++) {
    const random = seeded(seed, index)
    const { how, token } = mutated(random, material)
    const ask = index % 8 === 0 ? asOneOfMany : atOnce
    const begun = performance.now()
    const verdict = await ask(token, material)
    const took = performance.now() - begun
    if (took > findings.slowestMilliseconds) {
      findings.slowestMilliseconds = Math.max(
        findings.slowestMilliseconds,
        await quickest(() => ask(token, material), took),
      )
    }
    if (verdict.outcome === 'deny' && verdict.reason !== 'verification-failed') {
      findings.denied[verdict.reason] = (findings.denied[verdict.reason] ?? 0) + 1
    } else {
      findings.wrong.push({ index, how, token, verdict: JSON.stringify(verdict) })
    }
    if (index % TWIN_EVERY === 0) findings.twins += await twinsBelieved(random.pick(material.tokens), material)
  }
  return findings
}

/** As `verify` and `serve` ask: the signature is checked elsewhere meanwhile. */
function asOneOfMany(token: string, { trust }: Material): Promise<Verdict> {
  return verifyConsentToken(token, trust, REQUEST, AT)
}

/** As the threads ask that go through a whole store of tokens. */
async function atOnce(token: string, { trust }: Material): Promise<Verdict> {
  try {
    const { payload } = verifiedAtOnce(token, consentTokenBy(trust.keys))
    return await verdictOn(consentTokenClaims(payload), { trust, request: REQUEST, at: AT })
  } catch (error) {
    return { outcome: 'deny', reason: reasonOf(error) }
  }
}

async function twinsBelieved({ text, claims }: Material['tokens'][number], material: Material): Promise<number> {
  const twin = twinOf(text)
  const verdicts = [await asOneOfMany(twin, material), await atOnce(twin, material)]
  return verdicts.every((verdict) => verdict.outcome === 'permit' && verdict.jti === claims.jti) ? 1 : 0
}
