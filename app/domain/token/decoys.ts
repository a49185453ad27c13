import { MAX_TOKEN_DAYS } from './consent-claims.ts'

/**
 * Entries that belong to nobody become invalid beside those of people, so that a publication does not show how many
 * ended, or that anybody's did (draft-ietf-oauth-status-list §12.4, §12.5.1).
 */

/** A random whole number, at least 0 and less than `below`. */
export type Draw = (below: number) => number

/** One entry in so many is never anybody's. */
export const ENTRIES_A_DECOY = 8

/** As many entries of a list flip in each publication that changes it, whatever it is published for. */
export const FEWEST_FLIPS = 8
export const MOST_FLIPS = 16

/** How long what flipped stays invalid, whoever's it is: longer than any token may live. */
export const DAYS_INVALID = MAX_TOKEN_DAYS + 2

/** How long it takes on average until lists change without anybody's doing, in milliseconds. */
const MEAN_COVER_MS = 10 * 60_000

/** Cover leaves a quarter of the decoys to the publications that somebody waits for. */
const COVER_SHARE = 3 / 4

/** Where hardly any decoy is left to flip, fewer do. */
const MOST_DRAWS = 10_000

export type FlippableList = {
  size: number
  isDecoy(index: number): boolean
  /** Is the entry invalid already, or was it until this very publication? */
  isInvalid(index: number): boolean
}

/** Decoys to flip beside the entries that are due: their sum does not depend on how many are due, unless these are more. */
export function decoysBeside(due: number, { size, isDecoy, isInvalid }: FlippableList, draw: Draw): number[] {
  const wanted = FEWEST_FLIPS + draw(MOST_FLIPS - FEWEST_FLIPS + 1) - due
  const decoys = new Set<number>()
  for (let draws = 0; decoys.size < wanted && draws < MOST_DRAWS; draws++) {
    const index = draw(size)
    if (isDecoy(index) && !isInvalid(index)) decoys.add(index)
  }
  return [...decoys]
}

/** May decoys still be spent on cover, where so many of a list are flipped? */
export function mayCover({ size, flippedDecoys }: { size: number; flippedDecoys: number }): boolean {
  return flippedDecoys < (size / ENTRIES_A_DECOY) * COVER_SHARE
}

/** How long until the next cover: a Poisson process, which has no memory, so that no gap says that it was interrupted. */
export function untilNextCover(draw: Draw): number {
  const share = (draw(2 ** 32) + 1) / 2 ** 32
  return Math.round(-Math.log(share) * MEAN_COVER_MS)
}
