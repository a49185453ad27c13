import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Findings } from './mutation/ask-about.ts'
import { added, inChunks } from './mutation/in-chunks.ts'
import { forgetProgress, readProgress, writeProgress } from './mutation/progress.ts'
import { MOST_MILLISECONDS } from './quickest.ts'
import { IS_WHOLE, share } from './share.ts'

const TOTAL = share({ small: 20_000, whole: 10_000_000 })
const CHUNK = share({ small: 5_000, whole: 50_000 })
const NOTHING: Findings = { denied: {}, wrong: [], twins: 0, slowestMilliseconds: 0 }

/**
 * The twin (r, n - s) of a signature is a good signature of the same header and claims: it is another spelling of the
 * same token, believed as such and counted apart, because a token is known by (`iss`, `jti`).
 */
test(`of ${TOTAL.toLocaleString('en')} tokens that the portal never signed, not one is believed`, async () => {
  const earlier = IS_WHOLE ? await readProgress() : null
  const seed = earlier?.seed ?? randomInt(2 ** 31)
  console.log(`Mutated tokens: seed ${seed}${earlier ? `, going on from ${earlier.done}` : ''}`)

  let findings = earlier?.findings ?? NOTHING
  await inChunks({ seed, total: TOTAL, chunk: CHUNK }, earlier?.done ?? 0, async (found, done) => {
    findings = added(findings, found)
    if (IS_WHOLE) await writeProgress({ seed, done, findings })
  })

  const denied = Object.values(findings.denied).reduce((sum, count) => sum + count, 0)
  console.log(`Denied ${denied}, slowest answer ${findings.slowestMilliseconds.toFixed(1)} ms`, findings.denied)
  expect(findings.wrong.slice(0, 5)).toEqual([])
  expect(denied).toBe(TOTAL)
  expect(findings.twins).toBe(TOTAL / 1000)
  expect(Object.keys(findings.denied).length).toBeGreaterThan(7)
  if (IS_WHOLE) {
    expect(findings.slowestMilliseconds).toBeLessThan(MOST_MILLISECONDS)
    await forgetProgress()
  }
})
