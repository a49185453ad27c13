import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { imports } from '../schema/index.ts'

export type Import = typeof imports.$inferSelect

export async function findImport(tx: Tx, id: string): Promise<Import | null> {
  const [row] = await tx
    .select()
    .from(imports)
    .where(eq(sql`${imports.id}::text`, id))
  return row ?? null
}

/** Nobody else takes this import further until the transaction ends. */
export async function lockImport(tx: Tx, id: string): Promise<Import | null> {
  const [row] = await tx
    .select()
    .from(imports)
    .where(eq(sql`${imports.id}::text`, id))
    .for('update')
  return row ?? null
}

export async function findImportOfFile(
  tx: Tx,
  { organisationId, digest }: Pick<Import, 'organisationId' | 'digest'>,
): Promise<Import | null> {
  const [row] = await tx
    .select()
    .from(imports)
    .where(and(eq(imports.organisationId, organisationId), eq(imports.digest, digest)))
    .for('update')
  return row ?? null
}

/** What one hospital sent, the latest first. */
export async function findImports(tx: Tx, organisationId: string): Promise<Omit<Import, 'problems' | 'digest'>[]> {
  const { problems: _, digest: __, ...facts } = COLUMNS
  return tx
    .select(facts)
    .from(imports)
    .where(eq(imports.organisationId, organisationId))
    .orderBy(desc(imports.checkedAt))
    .limit(100)
}

const COLUMNS = {
  id: imports.id,
  organisationId: imports.organisationId,
  formId: imports.formId,
  digest: imports.digest,
  state: imports.state,
  unsettled: imports.unsettled,
  rows: imports.rows,
  goodRows: imports.goodRows,
  problems: imports.problems,
  checkedBy: imports.checkedBy,
  checkedAt: imports.checkedAt,
  enteredBy: imports.enteredBy,
  enteredAt: imports.enteredAt,
  decidedBy: imports.decidedBy,
  decidedAt: imports.decidedAt,
}

/** Keeps what a check found; of two checks of the same file at once one is kept. */
export async function insertImport(tx: Tx, row: typeof imports.$inferInsert): Promise<boolean> {
  const inserted = await tx.insert(imports).values(row).onConflictDoNothing().returning({ id: imports.id })
  return inserted.length > 0
}

export async function changeImport(tx: Tx, id: string, change: Partial<Import>): Promise<void> {
  await tx.update(imports).set(change).where(eq(imports.id, id))
}

/** Imports of which some rows are to be recorded that are not yet. */
export async function findUnsettledImports(tx: Tx): Promise<Pick<Import, 'id' | 'organisationId'>[]> {
  return tx
    .select({ id: imports.id, organisationId: imports.organisationId })
    .from(imports)
    .where(eq(imports.unsettled, true))
    .orderBy(asc(imports.checkedAt))
}
