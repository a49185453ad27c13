import type { Snapshot } from '../consent/events.ts'
import type { Answers } from '../consent/form.ts'
import { type Day, isDay } from '../day.ts'

/** How a clerk learned of it. */
export const WAYS_IN = ['paper', 'phone'] as const
export type WayIn = (typeof WAYS_IN)[number]

/** A day on which anybody who lives may have signed; a year such as 0001 is a slip, and is read as one of ours elsewhere. */
export function isSigningDay(value: unknown): value is Day {
  return isDay(value) && value >= '1900-01-01'
}

/** Nobody else looked at it yet, somebody found it as the scan says, or it is not. */
export const PAPER_QUALITIES = ['not-checked', 'correct', 'incorrect'] as const
export type PaperQuality = (typeof PAPER_QUALITIES)[number]

export const SCAN_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/tiff'] as const
export type ScanType = (typeof SCAN_TYPES)[number]

/** What a paper or a call says, as the clerk entered it; `snapshot` is the form with these answers, word for word. */
export type PaperContent = {
  programmeId: string
  /** The day on which it was signed, or of the call. */
  signedOn: Day
  says:
    | { formId: string; answers: Answers }
    | { withdraws: 'stop' | 'remove' }
    /** To any use of her data, in the country of this hospital. */
    | { objectsIn: string }
  snapshot: Snapshot
}
