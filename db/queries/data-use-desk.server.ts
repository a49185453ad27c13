import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { DataUse } from '#app/domain/data-use/data-use.ts'
import type { Tx } from '../client.server.ts'
import { audit, dataUses } from '../schema/index.ts'

export async function insertDataUse(tx: Tx, use: DataUse): Promise<void> {
  await tx.insert(dataUses).values(use)
}

/** Makes the row say what the data use says; it must be locked, and a trigger refuses what was approved before. */
export async function saveDataUse(tx: Tx, { id, ...use }: DataUse): Promise<void> {
  await tx.update(dataUses).set(use).where(eq(dataUses.id, id))
}

/** A trigger refuses it for whatever was approved. */
export async function deleteDataUse(tx: Tx, id: string): Promise<void> {
  await tx.delete(dataUses).where(eq(dataUses.id, id))
}

/** The data uses of these programmes in every state, those that end last first. */
export async function findDataUsesIn(tx: Tx, programmeIds: readonly string[]): Promise<DataUse[]> {
  if (programmeIds.length === 0) return []
  return tx
    .select()
    .from(dataUses)
    .where(inArray(dataUses.programmeId, [...programmeIds]))
    .orderBy(desc(dataUses.endsAt), dataUses.id)
}

/** Everyone who wrote on a data use before it was approved, from the audit, which nobody can edit. */
export async function findUseWriters(tx: Tx, { id, authorId }: Pick<DataUse, 'id' | 'authorId'>): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ actorId: audit.actorId })
    .from(audit)
    .where(
      and(
        inArray(audit.action, ['data-use-drafted', 'data-use-edited']),
        eq(audit.actorKind, 'staff'),
        sql`${audit.detail}->>'data_use' = ${id}`,
      ),
    )
  return [...(authorId ? [authorId] : []), ...rows.map(({ actorId }) => actorId)]
}
