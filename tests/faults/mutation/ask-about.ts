import { verifyConsentToken } from '#gate/verify-consent-token.ts'
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
  const verdictOn = (token: string) => verifyConsentToken(token, material.trust, REQUEST, AT)

  for (let index = from; index < to; index++) {
    const random = seeded(seed, index)
    const { how, token } = mutated(random, material)
    const begun = performance.now()
    const verdict = await verdictOn(token)
    const took = performance.now() - begun
    if (took > findings.slowestMilliseconds) {
      findings.slowestMilliseconds = Math.max(
        findings.slowestMilliseconds,
        await quickest(() => verdictOn(token), took),
      )
    }
    if (verdict.outcome === 'deny' && verdict.reason !== 'verification-failed') {
      findings.denied[verdict.reason] = (findings.denied[verdict.reason] ?? 0) + 1
    } else {
      findings.wrong.push({ index, how, token, verdict: JSON.stringify(verdict) })
    }
    if (index % TWIN_EVERY === 0) findings.twins += await twinsBelieved(random.pick(material.tokens), verdictOn)
  }
  return findings
}

/** A machine that is busy makes anything slow once; what is slow of itself is slow again. */
async function quickest(ask: () => Promise<unknown>, first: number): Promise<number> {
  let best = first
  for (let again = 0; again < 2 && best > 1; again++) {
    const begun = performance.now()
    await ask()
    best = Math.min(best, performance.now() - begun)
  }
  return best
}

async function twinsBelieved(
  { text, claims }: Material['tokens'][number],
  verdictOn: (token: string) => ReturnType<typeof verifyConsentToken>,
): Promise<number> {
  const verdict = await verdictOn(twinOf(text))
  return verdict.outcome === 'permit' && verdict.jti === claims.jti ? 1 : 0
}
