import type { SealedRow } from '#db/queries/consent-events.server.ts'
import { openEvent } from '../crypto/event-seal.server.ts'
import type { RecordedEvent } from '../domain/consent/events.ts'

/** A row of the record with what is sealed in it; throws where it is not what was recorded. */
export function openedEvent(key: Buffer, row: SealedRow): RecordedEvent {
  const { id, sequence, by, effectiveFrom, recordedAt, payload, payloadCommitment } = row
  return { ...openEvent(key, { payload, commitment: payloadCommitment }), id, sequence, by, effectiveFrom, recordedAt }
}
