import { createHash } from 'node:crypto'

/** Chance that falls the same way whenever it is asked with the same seed. */
export type Random = {
  below(limit: number): number
  pick<Item>(items: readonly Item[]): Item
  bytes(count: number): Buffer
}

/** The chance of one case: known by the seed of its run and its number, whichever thread meets it. */
export function seeded(seed: number, index: number): Random {
  let state = createHash('sha256').update(`${seed}:${index}`).digest().readUInt32LE()
  const random: Random = {
    below: (limit) => Math.floor((next() / 2 ** 32) * limit),
    pick: (items) => items[random.below(items.length)] as (typeof items)[number],
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => random.below(256))),
  }
  return random

  /** mulberry32 */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}
