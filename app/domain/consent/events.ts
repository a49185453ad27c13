import type { Day } from '../day.ts'
import type { RecordCorrection } from '../enrolment/correction.ts'
import type { Choices } from './choices.ts'
import type { Answers } from './form.ts'

export const ACTOR_KINDS = ['contributor', 'representative', 'organisation', 'system'] as const

export const WAYS_OF_ACTING = ['portal', 'letter', 'job', 'assisted', 'paper', 'phone'] as const

/**
 * Who acted, and by which way in: the contributor, a representation of hers, her hospital, or the portal by itself.
 * A hospital acts `assisted` with her present and her own factor, from `paper`, or after a `phone` call.
 */
export type Actor = { kind: (typeof ACTOR_KINDS)[number]; id: string; how: (typeof WAYS_OF_ACTING)[number] }

/** Whether somebody else acted for her, so that she is to be told. */
export function isForHer({ kind, how }: Actor): boolean {
  return kind === 'representative' || (kind === 'organisation' && how !== 'letter')
}

/** What a person had before their eyes, word for word, in their language. */
export type Snapshot = {
  language: string
  title: string
  /** Everything shown, in reading order. */
  paragraphs: { heading: string | null; text: string }[]
  /** Each question with the answer's own words. */
  answers: { question: string; answer: string }[]
  /** The generated sentence that says what follows. */
  summary: string[]
}

export const WITHDRAWAL_TIERS = ['stop', 'remove', 'close'] as const
export type WithdrawalTier = (typeof WITHDRAWAL_TIERS)[number]

export const ALTRUISM_MODES = ['include-me', 'ask-me', 'leave-me-out'] as const
export type AltruismMode = (typeof ALTRUISM_MODES)[number]

type OnForm = { programmeId: string; formId: string; language: string; snapshot: Snapshot; answers: Answers }

/** What can happen to a person's three switches; append-only, in the words of `domain.md`. */
export type ConsentEvent =
  | ({ type: 'consent-given' | 'consent-changed'; choices: Choices; expiresAt: Date } & OnForm)
  | ({ type: 'consent-refused' } & OnForm)
  /** `askAgainOn`: when to ask her again; `leavesFormId`: the version of the yes that stands all the same. Older events have neither. */
  | ({ type: 'consent-deferred'; askAgainOn?: Day | null; leavesFormId?: string | null } & OnForm)
  | { type: 'consent-withdrawn'; programmeId: string; tier: WithdrawalTier; snapshot: Snapshot }
  | { type: 'consent-reaffirmed'; programmeId: string; expiresAt: Date; snapshot: Snapshot }
  | { type: 'altruism-preferred'; mode: AltruismMode; choices: Choices; snapshot: Snapshot }
  | { type: 'use-answered'; dataUseId: string; answer: 'yes' | 'no'; snapshot: Snapshot }
  | { type: 'objected' | 'objection-reversed'; country: string; snapshot: Snapshot }
  /** `corrected`: the hospital itself found that the pseudonym was somebody else's. */
  | { type: 'claim-voided'; enrolmentId: string; corrected?: true }
  | { type: 'enrolment-corrected'; enrolmentId: string; correction: RecordCorrection }
  /** Her hospital says on which day she died, and, where that was a mistake, that she did not. */
  | { type: 'death-reported'; diedOn: Day }
  | { type: 'death-taken-back' }

/** An event as it stands in the record. `effectiveFrom` may lie before `recordedAt` only for what narrows. */
export type RecordedEvent = ConsentEvent & {
  id: string
  sequence: number
  by: Actor
  effectiveFrom: Date
  recordedAt: Date
}

/** What stands in the open beside an event's sealed payload, and stays readable when its key is gone. */
export type EventFacts = {
  id: string
  contributorId: string
  sequence: number
  type: ConsentEvent['type']
  programmeId: string | null
  dataUseId: string | null
  formId: string | null
  language: string | null
  by: Actor
  effectiveFrom: Date
  recordedAt: Date
}
