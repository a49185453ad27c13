import { type DataUseScope, type DecisionRequest, decideStanding, type SupersededForms } from '../consent/decide.ts'
import type { Standing } from '../consent/standing.ts'
import type { UsageReport } from './report.ts'

/** The data use that a report names, as far as booking it needs. */
export type ReportedUse = DataUseScope & { legalBasis: 'consent' | 'altruism'; programmeId: string }

export type Dispute =
  | 'data-use-unknown'
  | 'node-not-in-programme'
  | 'data-use-not-approved'
  | 'outside-data-use-dates'
  | 'subject-not-covered'

/** A report is never dropped: what fits its data use and the people's choices is accepted, the rest is disputed. */
export type Booking = { booking: 'accepted'; dispute: null } | { booking: 'disputed'; dispute: Dispute }

/** What stands in the books; a number or a `jti` is used once. */
export type Place = { jti: string; sequence: number }

/** How a report is booked. Of an attempt that the gate denied nothing is asked but that its data use exists. */
export function bookingOf(
  { at, outcome }: Pick<UsageReport, 'at' | 'outcome'>,
  use: ReportedUse | null,
  { takesPart, everyoneCovered }: { takesPart: boolean; everyoneCovered: boolean },
): Booking {
  if (!use) return disputed('data-use-unknown')
  if (!takesPart) return disputed('node-not-in-programme')
  if (outcome === 'denied') return { booking: 'accepted', dispute: null }
  if (use.status === 'draft' || use.status === 'suspended') return disputed('data-use-not-approved')
  if (at < use.startsAt || at >= use.endsAt) return disputed('outside-data-use-dates')
  return everyoneCovered ? { booking: 'accepted', dispute: null } : disputed('subject-not-covered')
}

/** Did this person's choices permit exactly what the data use is approved for, at that moment? */
export function isCovered(standing: Standing, use: ReportedUse, at: Date, superseded: SupersededForms): boolean {
  return decideStanding(standing, requestOf(use), { at, superseded }).outcome === 'permit'
}

/** An ended data use was approved while it ran; its dates are asked apart. */
function requestOf(use: ReportedUse): DecisionRequest {
  const { purpose, recipient, region, data } = use
  const asked = { purpose, recipient, region, data }
  return use.legalBasis === 'consent'
    ? { legal_basis: 'consent', programme: use.programmeId, ...asked }
    : { legal_basis: 'altruism', data_use: { ...use, status: 'approved' }, ...asked }
}

function disputed(dispute: Dispute): Booking {
  return { booking: 'disputed', dispute }
}

/** Does one of these numbers stand for another report already, in the books or in this batch itself? */
export function isSequenceTaken(reports: readonly Place[], booked: readonly Place[]): boolean {
  const all = [...booked, ...reports]
  return reports.some(({ jti, sequence }) => all.some((other) => other.sequence === sequence && other.jti !== jti))
}
