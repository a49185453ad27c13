import type { RecordedEvent } from '../consent/events.ts'

/** Whose a pseudonym became from when on; nobody's where a claim was voided or an account closed. */
export type ClaimRecord = {
  enrolmentId: string
  /** The enrolments that followed it, where its pseudonym was given up since. */
  followedBy: readonly string[]
  contributorId: string | null
  recordedAt: Date
}

/** The claim by which a pseudonym was somebody's at `at`: hers from her claim on, and never before. */
export function claimThen<Claim extends ClaimRecord>(records: readonly Claim[], at: Date): Claim | null {
  const last = records.findLast(({ recordedAt }) => recordedAt <= at)
  return last?.contributorId ? last : null
}

/** Whether it is known by `knownAt` that a claim was somebody else's: then it never counted, whenever it is asked about. */
export function wasNeverHers(claim: ClaimRecord, record: readonly RecordedEvent[], knownAt: Date): boolean {
  return record.some(
    (event) =>
      saysNotHers(event) &&
      [claim.enrolmentId, ...claim.followedBy].includes(event.enrolmentId) &&
      claim.recordedAt <= event.recordedAt &&
      event.recordedAt <= knownAt,
  )
}

function saysNotHers(event: RecordedEvent): event is Extract<RecordedEvent, { enrolmentId: string }> {
  return event.type === 'claim-voided' || (event.type === 'enrolment-corrected' && event.correction === 'not-hers')
}
