import { addDays, type Day, startOfDay } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import type { ConsentEvent, RecordedEvent } from './events.ts'
import type { ConsentStanding, Standing } from './standing.ts'

type DeathReported = Extract<RecordedEvent, { type: 'death-reported' }>

/**
 * What stands after a death: a yes ends with the beginning of that day unless she said, while she lived, that it should go
 * on, and wishes for uses that nobody asked her about end in any case. An objection outlives her.
 */
export function afterDeath(standing: Standing, { diedOn, id }: DeathReported): Standing {
  const ended = Object.entries(standing.consents).map(([programme, consent]) => [
    programme,
    goesOn(consent, diedOn) ? consent : endedOn(consent, diedOn, id),
  ])
  return { ...standing, consents: Object.fromEntries(ended), altruism: null, useAnswers: {} }
}

/** The record as if deaths that were taken back had not been reported; what was said before them stands again. */
export function withoutMistakenDeaths(inOrder: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const last = inOrder.findLastIndex(({ type }) => type === 'death-taken-back')
  return inOrder.filter(({ type }, place) => type !== 'death-reported' || place > last)
}

/** A death that is known to be a mistake counts from its report on, and not from the day that it named: it never was. */
export function fromReportsOn<Event extends RecordedEvent>(known: readonly Event[]): Event[] {
  const last = Math.max(0, ...known.map(({ type, sequence }) => (type === 'death-taken-back' ? sequence : 0)))
  return known.map((event) =>
    event.type === 'death-reported' && event.sequence < last ? { ...event, effectiveFrom: event.recordedAt } : event,
  )
}

/** When a death takes effect: from the day on which she died, which lies in the past. */
export function effectOfDeath(diedOn: Day): Date {
  return new Date(startOfDay(diedOn) * 1000)
}

/** A death as a hospital may enter it; nobody dies tomorrow. */
export function deathEntry(diedOn: Day, today: Day): Decision<{ diedOn: Day }, 'death-day-in-future'> {
  return diedOn > today ? refused('death-day-in-future') : recorded({ diedOn })
}

/** A report as far as the next step depends on it. */
export type DeathReport = { diedOn: Day; enteredBy: string; confirmedAt: Date | null; takenBackAt: Date | null }

export type ConfirmingRefusal = 'death-not-found' | 'death-already-confirmed' | 'second-person-needed'

/** A death counts once a second person says the same: a mistake here silences somebody who lives. */
export function deathConfirmed(
  report: DeathReport | null,
  staffId: string,
): Decision<Extract<ConsentEvent, { type: 'death-reported' }>, ConfirmingRefusal> {
  if (!report || report.takenBackAt) return refused('death-not-found')
  if (report.confirmedAt) return refused('death-already-confirmed')
  if (report.enteredBy === staffId) return refused('second-person-needed')
  return recorded({ type: 'death-reported', diedOn: report.diedOn })
}

/** Any clerk takes a mistake back: nothing comes of it but what the person herself had said, and only from then on. */
export function deathTakenBack(
  report: DeathReport | null,
): Decision<Extract<ConsentEvent, { type: 'death-taken-back' }> | null, 'death-not-found'> {
  if (!report || report.takenBackAt) return refused('death-not-found')
  return recorded(report.confirmedAt ? { type: 'death-taken-back' } : null)
}

function goesOn({ state, choices, decidedAt }: ConsentStanding, diedOn: Day): boolean {
  if (state !== 'given') return true
  return choices?.after_death === 'go-on' && decidedAt < effectOfDeath(addDays(diedOn, 1))
}

function endedOn(consent: ConsentStanding, diedOn: Day, eventId: string): ConsentStanding {
  const end = effectOfDeath(diedOn)
  const isOver = consent.expiresAt !== null && consent.expiresAt <= end
  return isOver ? consent : { ...consent, expiresAt: end, eventId }
}
