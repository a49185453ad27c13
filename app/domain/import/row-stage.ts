import type { EntryRefusal } from '../paper/entry.ts'
import type { CheckRefusal } from '../paper/second-check.ts'

/** Entered and not looked at in the person's record; a yes that waits for a second clerk; or all done. */
export const ROW_STAGES = ['new', 'waiting', 'settled'] as const
export type RowStage = (typeof ROW_STAGES)[number]

/** Why no yes counts from a row that was entered. */
export const ROW_HINDRANCES = ['own-choice-stands', 'consent-expired', 'not-enrolled', 'found-incorrect'] as const
export type RowHindrance = (typeof ROW_HINDRANCES)[number]

/** The hospital learns that something of the person's own stands in the way, and not what. */
export function hindranceOf(refusal: EntryRefusal | CheckRefusal): RowHindrance {
  return refusal === 'paper-expired' ? 'consent-expired' : 'own-choice-stands'
}
