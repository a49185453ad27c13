import { randomInt } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { DOCUMENTS } from './fuzz/documents.ts'
import { garbled } from './fuzz/garbled.ts'
import { HEAVY } from './fuzz/heavy.ts'
import { type Tried, tried } from './fuzz/try-document.ts'
import { materialOf } from './mutation/material.ts'
import { mutated } from './mutation/mutations.ts'
import { type Random, seeded } from './mutation/seeded.ts'
import { MOST_MILLISECONDS } from './quickest.ts'
import { IS_WHOLE, share } from './share.ts'

const TIMES = share({ small: 300, whole: 50_000 })
const SEED = randomInt(2 ** 31)

/** Tries one case after another; what was read although it should not be, or not foreseen, is handed back. */
async function surprises(
  typ: string,
  make: (random: Random) => string,
  read: (jws: string) => Promise<Tried>,
  mayBeRead: boolean,
): Promise<unknown[]> {
  const surprising: unknown[] = []
  const refusals: Record<string, number> = {}
  let slowest = 0
  for (let index = 0; index < TIMES; index++) {
    const jws = make(seeded(SEED, index))
    const { answer, milliseconds } = await read(jws)
    slowest = Math.max(slowest, milliseconds)
    const name = 'refused' in answer ? answer.refused : 'read' in answer ? 'read' : 'untyped'
    refusals[name] = (refusals[name] ?? 0) + 1
    if ('untyped' in answer || ('read' in answer && !mayBeRead)) surprising.push({ seed: SEED, index, jws, answer })
  }
  if (IS_WHOLE) console.log(`${typ}: seed ${SEED}, slowest answer ${slowest.toFixed(1)} ms`, refusals)
  expect(Object.keys(refusals).length, 'the cases differ').toBeGreaterThan(1)
  if (IS_WHOLE) expect(slowest).toBeLessThan(MOST_MILLISECONDS)
  return surprising.slice(0, 3)
}

describe.each(DOCUMENTS)('a $typ', (document) => {
  test('that the portal never signed is refused by a code', async () => {
    const material = await materialOf(document.typ, [document.claims, { ...document.claims, jti: 'another' }])
    const make = (random: Random) => mutated(random, material).token
    expect(await surprises(document.typ, make, (jws) => tried(document, jws, material), false)).toEqual([])
  })

  test('that it signed, whatever it says, is read or refused by a code', async () => {
    const material = await materialOf(document.typ, [document.claims])
    const make = (random: Random) => material.sign(garbled(document.claims, random))
    expect((await tried(document, material.sign(document.claims), material)).answer).toHaveProperty('read')
    expect(await surprises(document.typ, make, (jws) => tried(document, jws, material), true)).toEqual([])
  })

  test('that is made to be slow is refused by a code, and soon', async () => {
    const material = await materialOf(document.typ, [document.claims])
    for (const [which, jws] of Object.entries(HEAVY)) {
      const { answer, milliseconds } = await tried(document, jws, material)
      expect(answer, which).toHaveProperty('refused')
      if (IS_WHOLE) expect(milliseconds, which).toBeLessThan(MOST_MILLISECONDS)
    }
  })
})
