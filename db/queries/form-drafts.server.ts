import { desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { FormDraft } from '#app/domain/form/form-draft.ts'
import type { Tx } from '../client.server.ts'
import { formDrafts } from '../schema/index.ts'

/** The draft, held until the transaction ends: of an edit and a publication at the same time one comes first. */
export async function lockFormDraft(tx: Tx, id: string): Promise<FormDraft | null> {
  const [row] = await tx.select().from(formDrafts).where(isDraft(id)).for('update')
  return row ?? null
}

export async function findFormDraft(tx: Tx, id: string): Promise<FormDraft | null> {
  const [row] = await tx.select().from(formDrafts).where(isDraft(id))
  return row ?? null
}

/** All drafts of these programmes, newest first. */
export async function findFormDrafts(tx: Tx, programmeIds: readonly string[]): Promise<FormDraft[]> {
  if (programmeIds.length === 0) return []
  return tx
    .select()
    .from(formDrafts)
    .where(inArray(formDrafts.programmeId, [...programmeIds]))
    .orderBy(desc(formDrafts.createdAt))
}

export async function insertFormDraft(tx: Tx, draft: FormDraft): Promise<void> {
  await tx.insert(formDrafts).values(draft)
}

/** Makes the row say what the draft says; it must be locked. */
export async function saveFormDraft(tx: Tx, { id, ...draft }: FormDraft): Promise<void> {
  await tx.update(formDrafts).set(draft).where(eq(formDrafts.id, id))
}

export async function deleteFormDraft(tx: Tx, id: string): Promise<void> {
  await tx.delete(formDrafts).where(eq(formDrafts.id, id))
}

/** Compared as text: what is no UUID is simply not found. */
function isDraft(id: string): SQL {
  return sql`${formDrafts.id}::text = ${id}`
}
