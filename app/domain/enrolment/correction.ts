/** What a hospital can put right about its own names for people. */
export const CORRECTIONS = ['not-hers', 'replaced', 'merged'] as const
export type Correction = (typeof CORRECTIONS)[number]

/**
 * What a correction means to one person's own record: the pseudonym was somebody else's; it went to another account of
 * hers; it came to this one.
 */
export const RECORD_CORRECTIONS = ['not-hers', 'moved', 'joined'] as const
export type RecordCorrection = (typeof RECORD_CORRECTIONS)[number]
