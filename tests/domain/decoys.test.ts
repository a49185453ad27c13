import { describe, expect, test } from 'vitest'
import { decoySlots } from '#app/crypto/decoy-slots.server.ts'
import { MAX_TOKEN_DAYS } from '#app/domain/token/consent-claims.ts'
import { DAYS_INVALID, type Draw, decoysBeside, ENTRIES_A_DECOY, untilNextCover } from '#app/domain/token/decoys.ts'
import { type Place, randomPlace } from '#app/domain/token/random-place.ts'
import { chiSquare, oneInAThousand } from './support/chi-square.ts'
import { seededDraw } from './support/seeded-draw.ts'

const SIZE = 2 ** 18
const LISTS = ['a', 'b', 'c', 'd'].map((id) => ({ id, size: SIZE }))

const isSlot = decoySlots(Buffer.alloc(32, 7))
const slots = new Map(LISTS.map(({ id }) => [id, Uint8Array.from({ length: SIZE }, (_, index) => +isSlot(id, index))]))
const isDecoy = (listId: string, index: number) => slots.get(listId)?.[index] === 1

/** What each publication flips in each list: every other one because somebody at two hospitals withdrew, the rest as cover. */
function simulated(draw: Draw, beside = decoysBeside) {
  const invalid = new Map(LISTS.map(({ id }) => [id, new Set<number>()]))
  return Array.from({ length: 1000 }, (_, round) => {
    const isWithdrawal = round % 2 === 0
    const due = isWithdrawal ? [randomPlace(LISTS, isDecoy, draw), randomPlace(LISTS, isDecoy, draw)] : []
    const flips = LISTS.map(({ id, size }) => {
      const mine = due.filter(({ listId }) => listId === id).map(({ index }) => index)
      const set = invalid.get(id) ?? new Set()
      const list = {
        size,
        isDecoy: (index: number) => isDecoy(id, index),
        isInvalid: (index: number) => set.has(index),
      }
      const flipped = [...mine, ...beside(mine.length, list, draw)]
      for (const index of flipped) set.add(index)
      return { flipped, flips: flipped.length, mine }
    })
    return { isWithdrawal, flips }
  })
}

type Simulation = ReturnType<typeof simulated>

/** How often a list flipped 0, 1, 2, ... entries, after withdrawals and as cover. */
function tallies(publications: Simulation): number[][] {
  return [true, false].map((isWithdrawal) => {
    const tally = new Array<number>(20).fill(0)
    for (const one of publications.filter((publication) => publication.isWithdrawal === isWithdrawal)) {
      for (const { flips } of one.flips) tally[flips] = (tally[flips] ?? 0) + 1
    }
    return tally
  })
}

/** Some list and two publications, however far apart, between which one or two entries flipped. */
function loneFlips(publications: Simulation): number {
  let lone = 0
  for (const [list] of LISTS.entries()) {
    let flips = 0
    const upTo = publications.map((publication) => (flips += publication.flips[list]?.flips ?? 0))
    for (const [later, sum] of upTo.entries()) {
      for (const before of [0, ...upTo].slice(0, later + 1)) if ([1, 2].includes(sum - before)) lone++
    }
  }
  return lone
}

describe('what a publication shows of a withdrawal', () => {
  const publications = simulated(seededDraw(20_261_123))
  const withoutDecoys = simulated(seededDraw(20_261_123), () => [])

  test('is never one or two entries, between whichever two publications one looks', () => {
    expect(loneFlips(publications)).toBe(0)
    for (const { flips } of publications.flatMap((publication) => publication.flips)) {
      expect(flips).toBeGreaterThanOrEqual(8)
    }
  })

  test('control: without decoys it often is', () => {
    expect(loneFlips(withoutDecoys)).toBeGreaterThan(100)
  })

  test('is as many entries as cover flips', () => {
    expect(chiSquare(tallies(publications))).toBeLessThan(oneInAThousand(8))
  })

  test('control: without decoys it is not', () => {
    expect(chiSquare(tallies(withoutDecoys))).toBeGreaterThan(oneInAThousand(8))
  })

  test('control: with as many decoys whatever is due, it is not', () => {
    const regardless = simulated(seededDraw(20_261_123), (_, ...rest) => decoysBeside(0, ...rest))
    expect(chiSquare(tallies(regardless))).toBeGreaterThan(oneInAThousand(8))
  })

  test('flips the two tokens of a person together with at least fourteen other entries', () => {
    for (const { flips } of publications.filter(({ isWithdrawal }) => isWithdrawal)) {
      const others = flips.reduce((sum, { flipped, mine }) => sum + flipped.length - mine.length, 0)
      expect(others).toBeGreaterThanOrEqual(14)
    }
  })

  test('flips no entry twice', () => {
    for (const [list] of LISTS.entries()) {
      const flipped = publications.flatMap((publication) => publication.flips[list]?.flipped ?? [])
      expect(new Set(flipped).size).toBe(flipped.length)
    }
  })

  test('is everything, where more withdraw at once than a batch holds', () => {
    const list = { size: SIZE, isDecoy: () => true, isInvalid: () => false }
    expect(decoysBeside(200, list, seededDraw(1))).toEqual([])
  })

  test('is still published where no decoy is left to flip', () => {
    const list = { size: SIZE, isDecoy: (index: number) => isDecoy('a', index), isInvalid: () => true }
    expect(decoysBeside(1, list, seededDraw(1))).toEqual([])
  })
})

describe('where a token is placed', () => {
  const draw = seededDraw(1988)
  const people = Array.from({ length: 20_000 }, () => [
    randomPlace(LISTS, isDecoy, draw),
    randomPlace(LISTS, isDecoy, draw),
  ])

  const eighth = ({ listId, index }: Place) => `${listId}${Math.floor((index * 8) / SIZE)}`
  const places = LISTS.flatMap(({ id }) => Array.from({ length: 8 }, (_, part) => `${id}${part}`))

  /** How often the first is in each eighth of each list while the second is in each. */
  function together(pairs: readonly (readonly Place[])[]): number[][] {
    const counts = new Map<string, number>()
    for (const [one, two] of pairs) {
      if (one && two) counts.set(eighth(one) + eighth(two), (counts.get(eighth(one) + eighth(two)) ?? 0) + 1)
    }
    return places.map((first) => places.map((second) => counts.get(first + second) ?? 0))
  }

  test('is never a decoy’s', () => {
    expect(people.flat().filter(({ listId, index }) => isDecoy(listId, index))).toEqual([])
  })

  test('says nothing of where the person’s token at another hospital is', () => {
    expect(chiSquare(together(people))).toBeLessThan(oneInAThousand(31 * 31))
  })

  test('is the same list for two hospitals as often as chance has it', () => {
    const same = people.filter(([one, two]) => one?.listId === two?.listId).length
    expect(Math.abs(same - people.length / 4)).toBeLessThan(4 * Math.sqrt(people.length * (1 / 4) * (3 / 4)))
  })

  test('control: a person who stays in her list is found', () => {
    const staying = people.map(([one, two]) => [one, { listId: one?.listId, index: two?.index }] as Place[])
    expect(chiSquare(together(staying))).toBeGreaterThan(oneInAThousand(31 * 31))
  })

  test('needs a list', () => {
    expect(() => randomPlace([], isDecoy, draw)).toThrow(RangeError)
  })
})

describe('decoys', () => {
  test('are one entry in eight, in each list others', () => {
    for (const bitmap of slots.values()) {
      const share = bitmap.reduce((sum, bit) => sum + bit, 0) / SIZE
      expect(Math.abs(share - 1 / ENTRIES_A_DECOY)).toBeLessThan(0.003)
    }
    const [a, b] = [...slots.values()]
    const both = a?.reduce((sum, bit, index) => sum + (bit & (b?.[index] ?? 0)), 0) ?? 0
    expect(Math.abs(both / SIZE - 1 / ENTRIES_A_DECOY ** 2)).toBeLessThan(0.002)
  })

  test('are others under another pepper', () => {
    const other = decoySlots(Buffer.alloc(32, 8))
    const same = Array.from({ length: 10_000 }, (_, index) => index).filter(
      (index) => isSlot('a', index) && other('a', index),
    )
    expect(same.length).toBeLessThan(250)
  })

  test('stay invalid longer than any token lives', () => {
    expect(DAYS_INVALID).toBeGreaterThan(MAX_TOKEN_DAYS + 1)
  })

  test('flip at times that have no memory, every ten minutes or so', () => {
    const draw = seededDraw(7)
    const gaps = Array.from({ length: 5000 }, () => untilNextCover(draw)).sort((a, b) => a - b)
    const mean = 600_000
    const distance = Math.max(
      ...gaps.map((gap, rank) => Math.abs((rank + 0.5) / gaps.length - (1 - Math.exp(-gap / mean)))),
    )
    expect(distance).toBeLessThan(1.95 / Math.sqrt(gaps.length))
  })

  test('leave a quarter of themselves to withdrawals at that pace', () => {
    const perDay = (24 * 60) / 10
    const flipped = perDay * 12 * DAYS_INVALID
    expect(flipped).toBeLessThan((2 ** 20 / ENTRIES_A_DECOY) * 0.5)
  })
})
