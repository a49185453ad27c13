import { findSealedEvent, type SealedRow } from '#db/queries/consent-events.server.ts'
import { findContributor } from '#db/queries/contributors.server.ts'
import { unwrapKey } from '../crypto/contributor-key.server.ts'
import { openEvent, snapshotHash } from '../crypto/event-seal.server.ts'
import type { Actor, ConsentEvent, Snapshot } from '../domain/consent/events.ts'
import type { Portal } from '../portal.server.ts'

/** An event as its own person reads it; `event` is null where what was kept cannot be opened. */
export type HistoryEntry = {
  id: string
  type: ConsentEvent['type']
  programmeId: string | null
  dataUseId: string | null
  recordedAt: Date
  by: Actor
  event: ConsentEvent | null
  snapshot: Snapshot | null
  /** SHA-256 of the snapshot, in hexadecimal. */
  hash: string | null
}

/** One event of this contributor's own; another person's is as unknown as one that does not exist. */
export async function readReceipt(portal: Portal, contributorId: string, id: string): Promise<HistoryEntry | null> {
  return portal.db.as({ subject: contributorId }, async (tx) => {
    const row = await findSealedEvent(tx, contributorId, id)
    if (!row) return null
    const contributor = await findContributor(tx, contributorId)
    return openedEntry(portal, contributor?.wrappedKey ?? null, row)
  })
}

/** A row of the record as its own person reads it. */
export function openedEntry(portal: Portal, wrappedKey: Buffer | null, row: SealedRow): HistoryEntry {
  const { id, type, programmeId, dataUseId, recordedAt, by } = row
  const event = openedEvent(portal, wrappedKey, row)
  return {
    id,
    type,
    programmeId,
    dataUseId,
    recordedAt,
    by,
    event,
    snapshot: event && 'snapshot' in event ? event.snapshot : null,
    hash: row.snapshotHash?.toString('hex') ?? null,
  }
}

function openedEvent({ secrets, log }: Portal, wrappedKey: Buffer | null, row: SealedRow): ConsentEvent | null {
  if (!wrappedKey) return null
  try {
    const event = openEvent(unwrapKey(secrets.master, wrappedKey), {
      payload: row.payload,
      commitment: row.payloadCommitment,
    })
    return isWhatWasShown(event, row.snapshotHash) ? event : null
  } catch (error) {
    log.error({ name: error instanceof Error ? error.name : typeof error }, 'an event could not be opened')
    return null
  }
}

function isWhatWasShown(event: ConsentEvent, hash: Buffer | null): boolean {
  return !('snapshot' in event) || (hash !== null && snapshotHash(event.snapshot).equals(hash))
}
