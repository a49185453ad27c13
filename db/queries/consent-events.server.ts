import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { EventFacts } from '#app/domain/consent/events.ts'
import type { Tx } from '../client.server.ts'
import { consentEvents, contributors } from '../schema/index.ts'

/** One row of the record, sealed. */
export type SealedRow = EventFacts & {
  snapshotHash: Buffer | null
  payload: Buffer
  payloadCommitment: Buffer
  previousHash: Buffer | null
  hash: Buffer
}

/** Adds a row to the record and moves the contributor's head; the contributor's row must be locked. */
export async function appendConsentEvent(tx: Tx, { by, ...row }: SealedRow): Promise<void> {
  await tx.insert(consentEvents).values({ ...row, actorKind: by.kind, actorId: by.id, actorHow: by.how })
  await tx
    .update(contributors)
    .set({ eventSequence: row.sequence, lastEventHash: row.hash, lastRecordedAt: row.recordedAt })
    .where(eq(contributors.id, row.contributorId))
}

/** Everything recorded for one contributor, oldest first. */
export async function findSealedEvents(tx: Tx, contributorId: string): Promise<SealedRow[]> {
  const rows = await tx
    .select()
    .from(consentEvents)
    .where(eq(consentEvents.contributorId, contributorId))
    .orderBy(asc(consentEvents.sequence))
  return rows.map(sealedRow)
}

export async function findSealedEvent(tx: Tx, contributorId: string, id: string): Promise<SealedRow | null> {
  const [row] = await tx
    .select()
    .from(consentEvents)
    .where(and(eq(consentEvents.contributorId, contributorId), eq(sql`${consentEvents.id}::text`, id)))
  return row ? sealedRow(row) : null
}

/** The event of her latest answer to one data use. */
export async function findAnswerEvent(
  tx: Tx,
  { contributorId, dataUseId }: { contributorId: string; dataUseId: string },
): Promise<string | null> {
  const [row] = await tx
    .select({ id: consentEvents.id })
    .from(consentEvents)
    .where(and(eq(consentEvents.contributorId, contributorId), eq(consentEvents.dataUseId, dataUseId)))
    .orderBy(desc(consentEvents.sequence))
    .limit(1)
  return row?.id ?? null
}

export function sealedRow({ actorKind, actorId, actorHow, ...row }: typeof consentEvents.$inferSelect): SealedRow {
  return { ...row, by: { kind: actorKind, id: actorId, how: actorHow } }
}
