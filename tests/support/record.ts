import type { Choices } from '#app/domain/consent/choices.ts'
import type { DataUseScope } from '#app/domain/consent/decide.ts'
import type { AltruismMode, ConsentEvent, RecordedEvent, WithdrawalTier } from '#app/domain/consent/events.ts'
import type { Provision } from '#app/domain/consent/provision.ts'
import { CHOICES, PERMIT, REQUEST, SNAPSHOT } from './build.ts'

/** What a person did, in the words of the record; a test says only what matters to it. */

type OnForm = { programmeId?: string; formId?: string }

export const FIRST_DAY = new Date('2026-01-01T09:00:00Z')

export function choicesOf(...provisions: Provision[]): Choices {
  return { ...CHOICES, provisions }
}

export function permitting(changes: Partial<Provision> = {}): Provision {
  return { ...PERMIT, ...changes }
}

/** A deny for everything that its changes do not narrow. */
export function denying(changes: Partial<Provision> = {}): Provision {
  return { ...PERMIT, effect: 'deny', purpose: [], recipient: [], region: [], data: [], ...changes }
}

function onForm({ programmeId = 'lung', formId = `${programmeId}-1` }: OnForm) {
  return { programmeId, formId, language: SNAPSHOT.language, snapshot: SNAPSHOT, answers: {} }
}

export function saidYes({
  choices = CHOICES,
  expiresAt = new Date('2031-01-01T00:00:00Z'),
  ...form
}: OnForm & { choices?: Choices; expiresAt?: Date } = {}): ConsentEvent {
  return { type: 'consent-given', choices, expiresAt, ...onForm(form) }
}

export function changedHerMind(to: OnForm & { choices?: Choices; expiresAt?: Date }): ConsentEvent {
  return { ...saidYes(to), type: 'consent-changed' } as ConsentEvent
}

export function saidNo(form: OnForm = {}): ConsentEvent {
  return { type: 'consent-refused', ...onForm(form) }
}

export function saidLater(form: OnForm = {}): ConsentEvent {
  return { type: 'consent-deferred', ...onForm(form) }
}

export function withdrew({
  programmeId = 'lung',
  tier = 'stop',
}: {
  programmeId?: string
  tier?: WithdrawalTier
} = {}): ConsentEvent {
  return { type: 'consent-withdrawn', programmeId, tier, snapshot: SNAPSHOT }
}

export function reaffirmed(expiresAt: Date, programmeId = 'lung'): ConsentEvent {
  return { type: 'consent-reaffirmed', programmeId, expiresAt, snapshot: SNAPSHOT }
}

export function prefers(mode: AltruismMode, choices = CHOICES): ConsentEvent {
  return { type: 'altruism-preferred', mode, choices, snapshot: SNAPSHOT }
}

export function answeredUse(answer: 'yes' | 'no', dataUseId = USE.id): ConsentEvent {
  return { type: 'use-answered', dataUseId, answer, snapshot: SNAPSHOT }
}

export function objected(country = 'SI'): ConsentEvent {
  return { type: 'objected', country, snapshot: SNAPSHOT }
}

export function reversedObjection(country = 'SI'): ConsentEvent {
  return { type: 'objection-reversed', country, snapshot: SNAPSHOT }
}

export function wasNotMe(enrolmentId = 'enrolment-1'): ConsentEvent {
  return { type: 'claim-voided', enrolmentId }
}

export function died(diedOn: string): ConsentEvent {
  return { type: 'death-reported', diedOn }
}

/** The record that these events make, one a day from the first day on. */
export function recordOf(...events: ConsentEvent[]): RecordedEvent[] {
  return events.map((event, index) => {
    const recordedAt = daysLater(index)
    return {
      ...event,
      id: `event-${index + 1}`,
      sequence: index + 1,
      by: { kind: 'contributor', id: 'person', how: 'portal' },
      effectiveFrom: recordedAt,
      recordedAt,
    }
  })
}

export function daysLater(days: number): Date {
  return new Date(FIRST_DAY.getTime() + days * 86_400_000)
}

/** An approved data use by altruism that asks for exactly what `REQUEST` asks for. */
export const USE: DataUseScope = {
  id: 'use-1',
  legalBasis: 'altruism',
  status: 'approved',
  ...REQUEST,
  startsAt: new Date('2026-01-01T00:00:00Z'),
  endsAt: new Date('2027-01-01T00:00:00Z'),
}
