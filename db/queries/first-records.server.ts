import { sql } from 'drizzle-orm'
import type { Choices } from '#app/domain/consent/choices.ts'
import type { Tx } from '../client.server.ts'
import type { SealedRow } from './consent-events.server.ts'
import type { NewContributor } from './new-contributor.server.ts'

/** A record with the one event that it begins with. */
export type FirstRecord = {
  enrolmentId: string
  contributor: NewContributor
  event: SealedRow
  choices: Choices | null
  expiresAt: Date | null
}

/** Opens these records, all in one statement; answers with the enrolments that were nobody's until now. */
export async function openFirstRecords(tx: Tx, records: readonly FirstRecord[]): Promise<Set<string>> {
  if (records.length === 0) return new Set()
  const rows = await tx.execute<{ enrolment: string }>(
    sql`select open_records(${JSON.stringify(records.map(asStored))}::jsonb) as enrolment`,
  )
  return new Set(rows.map(({ enrolment }) => enrolment))
}

function asStored({ enrolmentId, contributor, event, choices, expiresAt }: FirstRecord) {
  return {
    enrolment: enrolmentId,
    contributor: contributor.id,
    language: contributor.language,
    created_at: contributor.createdAt,
    wrapped_key: contributor.wrappedKey.toString('hex'),
    event: event.id,
    type: event.type,
    programme: event.programmeId,
    form: event.formId,
    shown_in: event.language,
    snapshot_hash: event.snapshotHash?.toString('hex'),
    effective_from: event.effectiveFrom,
    recorded_at: event.recordedAt,
    payload: event.payload.toString('hex'),
    payload_commitment: event.payloadCommitment.toString('hex'),
    hash: event.hash.toString('hex'),
    choices,
    expires_at: expiresAt,
  }
}
