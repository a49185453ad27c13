import { existsSync, readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clearedEntries,
  emptyStatusList,
  STATUS_LIST_SIZE,
  statusAt,
  withInvalid,
} from '#app/domain/token/status-list.ts'
import { decodedEntries } from '#gate/status-list-token.ts'

type Vector = {
  name: string
  bits: 1 | 2 | 4 | 8
  lst: string
  statuses?: number[]
  nonzero?: Record<string, number>
  bytes: number
}

/** The draft's own examples, kept beside the project and not in it. */
const VECTORS = '../shared/vectors/token-status-list.json'
const vectors: Vector[] = existsSync(VECTORS) ? JSON.parse(readFileSync(VECTORS, 'utf8')).vectors : []

describe('the examples of draft-ietf-oauth-status-list', () => {
  if (vectors.length === 0) test.skip(`are skipped, because there is no ${VECTORS} beside this project`, () => {})

  test.each(vectors)(
    '$name: every entry has the status that the draft gives it',
    ({ bits, lst, statuses, nonzero, bytes }) => {
      const { entries, bits: declared } = decodedEntries({ bits, lst })
      expect(declared).toBe(bits)
      expect(entries).toHaveLength(bytes)
      if (statuses) expect(statuses.map((_, index) => statusAt(entries, index, bits))).toEqual(statuses)
      if (nonzero) expect(nonzeroEntries(entries, bits)).toEqual(nonzero)
      expect(statuses ?? nonzero).toBeDefined()
    },
  )
})

describe('a list of one bit an entry', () => {
  test('begins with everybody valid', () => {
    const list = emptyStatusList()
    expect(list).toHaveLength(STATUS_LIST_SIZE / 8)
    expect(list.every((byte) => byte === 0)).toBe(true)
  })

  test('has room for a size that is no multiple of eight', () => {
    expect(emptyStatusList(12)).toHaveLength(2)
  })

  test('puts entry 0 at the least significant bit of the first byte', () => {
    expect([...withInvalid(emptyStatusList(16), [0])]).toEqual([0b0000_0001, 0])
    expect([...withInvalid(emptyStatusList(16), [7, 8])]).toEqual([0b1000_0000, 0b0000_0001])
  })

  test('says invalid of exactly those who were revoked', () => {
    const indices = fc.uniqueArray(fc.nat(4095), { maxLength: 200 })
    fc.assert(
      fc.property(indices, (revoked) => {
        const list = withInvalid(emptyStatusList(4096), revoked)
        const read = decodedEntries({ bits: 1, lst: deflateSync(list).toString('base64url') }).entries
        const found = Array.from({ length: 4096 }, (_, index) => index).filter((index) => statusAt(read, index) === 1)
        expect(found).toEqual(revoked.toSorted((a, b) => a - b))
      }),
    )
  })

  test('is made anew, the one before stays as it was', () => {
    const before = emptyStatusList(8)
    withInvalid(before, [3])
    expect([...before]).toEqual([0])
  })

  test.each([-1, 16, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('has no entry %d to revoke', (index) => {
    expect(() => withInvalid(emptyStatusList(16), [index])).toThrow(RangeError)
  })
})

describe('an entry that the list does not have', () => {
  test.each([16, 17, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 40, 2 ** 53])('%d has no status', (index) => {
    expect(statusAt(emptyStatusList(16), index)).toBeNull()
  })

  test.each([
    [2, 8],
    [4, 4],
    [8, 2],
  ] as const)('with %i bits an entry, two bytes hold %i', (bits, count) => {
    expect(statusAt(emptyStatusList(16), count - 1, bits)).toBe(0)
    expect(statusAt(emptyStatusList(16), count, bits)).toBeNull()
  })
})

describe('entries that became valid again', () => {
  test('are none after more were revoked', () => {
    const indices = fc.uniqueArray(fc.nat(255))
    fc.assert(
      fc.property(indices, indices, (first, second) => {
        const before = withInvalid(emptyStatusList(256), first)
        expect(clearedEntries(before, withInvalid(before, second))).toEqual([])
      }),
    )
  })

  test('are each found', () => {
    const indices = fc.uniqueArray(fc.nat(255))
    fc.assert(
      fc.property(indices, indices, (first, second) => {
        const lost = first.filter((index) => !second.includes(index)).toSorted((a, b) => a - b)
        const [before, after] = [first, second].map((some) => withInvalid(emptyStatusList(256), some))
        expect(clearedEntries(before ?? emptyStatusList(), after ?? emptyStatusList())).toEqual(lost)
      }),
    )
  })

  test('are all that a shorter list no longer has', () => {
    expect(clearedEntries(withInvalid(emptyStatusList(16), [1, 9]), emptyStatusList(8).fill(255))).toEqual([9])
  })
})

/** Every entry that is not 0, by its index. */
function nonzeroEntries(entries: Uint8Array, bits: 1 | 2 | 4 | 8): Record<string, number> {
  const found: Record<string, number> = {}
  const perByte = 8 / bits
  entries.forEach((byte, place) => {
    if (byte === 0) return
    for (let index = place * perByte; index < (place + 1) * perByte; index++) {
      const status = statusAt(entries, index, bits)
      if (status) found[index] = status
    }
  })
  return found
}
