import { type Decision, recorded, refused } from '../decision.ts'
import type { ImportReading } from './reading.ts'

/**
 * How far a file has come: looked through and nothing kept of its rows; entered, so that every no in it binds; bound,
 * where no yes is left in it that waits; and, by somebody else with the papers at hand, confirmed, so that its yeses
 * count, or refused, so that they never do.
 */
export const IMPORT_STATES = ['checked', 'entered', 'bound', 'confirmed', 'refused'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** Every row of the file, or those that nothing is wrong with and no others. */
export const IMPORT_PARTS = ['every-row', 'good-rows'] as const
export type ImportPart = (typeof IMPORT_PARTS)[number]

/** How an import came to be what it is; `enteredBy` is null until somebody entered it. */
export type ImportStanding = { state: ImportState; enteredBy: string | null }

export type EnteringRefusal = 'import-already-entered' | 'import-has-bad-rows' | 'import-has-no-rows'

/** What is entered of a file that was looked through: nothing of one with bad rows, unless that was chosen. */
export function entering(
  { state }: ImportStanding,
  { reading, part }: { reading: ImportReading; part: ImportPart },
): Decision<'entered', EnteringRefusal> {
  if (state !== 'checked') return refused('import-already-entered')
  if (part === 'every-row' && reading.problems.length > 0) return refused('import-has-bad-rows')
  return reading.good.length === 0 ? refused('import-has-no-rows') : recorded('entered')
}

/** What a file is once each of its rows was looked at: with no yes that waits, nobody has to compare anything. */
export function settled({ state }: ImportStanding, { waiting }: { waiting: number }): ImportState {
  return state === 'entered' && waiting === 0 ? 'bound' : state
}

export type SecondLookRefusal = 'import-not-waiting' | 'import-own-work'

/** Whether `by` may say that the papers were signed: never whoever entered the file (ASVS 5.0, 2.3.5). */
export function secondLook(
  { state, enteredBy }: ImportStanding,
  { by, says }: { by: string; says: 'confirmed' | 'refused' },
): Decision<'confirmed' | 'refused', SecondLookRefusal> {
  if (state !== 'entered') return refused('import-not-waiting')
  if (says === 'confirmed' && enteredBy === by) return refused('import-own-work')
  return recorded(says)
}
