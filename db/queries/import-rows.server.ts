import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { enrolments, importRows, imports } from '../schema/index.ts'
import { among } from './among.ts'

export type ImportRow = typeof importRows.$inferSelect

/** A row with the person that it names. */
export type AddressedRow = ImportRow & {
  pseudonym: string
  contributorId: string | null
  /** Since when the pseudonym is nobody's; a row goes along with its person, so that this is known of none but strays. */
  retiredAt: Date | null
  /** In which her hospital writes to her. */
  lettersIn: string
}

export async function insertImportRows(tx: Tx, rows: readonly (typeof importRows.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(importRows).values([...rows])
}

/** Some rows of an import that are this far, in the order in which people are locked; the import's own row must be locked. */
export async function findRowsAt(
  tx: Tx,
  { importId, stages, limit }: { importId: string; stages: readonly ImportRow['stage'][]; limit: number },
): Promise<AddressedRow[]> {
  const rows = await addressed(tx)
    .where(and(eq(importRows.importId, importId), inArray(importRows.stage, [...stages])))
    .orderBy(sql`${enrolments.contributorId} nulls first`, asc(importRows.row))
    .limit(limit)
  return rows.map(({ row, ...person }) => ({ ...row, ...person }))
}

export async function findRow(
  tx: Tx,
  { importId, row }: { importId: string; row: number },
): Promise<AddressedRow | null> {
  const [found] = await addressed(tx).where(and(eq(importRows.importId, importId), eq(importRows.row, row)))
  if (!found) return null
  const { row: entered, ...person } = found
  return { ...entered, ...person }
}

/** Some of the rows that wait, drawn by lot, for whoever compares them with their papers. */
export async function drawWaitingRows(tx: Tx, importId: string, limit: number): Promise<AddressedRow[]> {
  const rows = await addressed(tx)
    .where(and(eq(importRows.importId, importId), eq(importRows.stage, 'waiting')))
    .orderBy(sql`random()`)
    .limit(limit)
  return rows.map(({ row, ...person }) => ({ ...row, ...person })).toSorted((a, b) => a.row - b.row)
}

function addressed(tx: Tx) {
  return tx
    .select({
      row: importRows,
      pseudonym: enrolments.pseudonym,
      contributorId: enrolments.contributorId,
      retiredAt: enrolments.retiredAt,
      lettersIn: enrolments.language,
    })
    .from(importRows)
    .innerJoin(enrolments, eq(enrolments.id, importRows.enrolmentId))
    .$dynamic()
}

export type Progress = Pick<ImportRow, 'row' | 'stage' | 'hindrance' | 'boundEventId' | 'permitEventId'>

/** Notes how far these rows have come; what a settled one said is forgotten: the record has it now, or nobody needs it. */
export async function saveProgress(tx: Tx, importId: string, rows: readonly Progress[]): Promise<void> {
  await tx.execute(sql`
    update ${importRows} set stage = now_at.stage, hindrance = now_at.hindrance,
      bound_event_id = now_at.bound, permit_event_id = now_at.permit,
      answers = case now_at.stage when 'settled' then null else answers end,
      summary = case now_at.stage when 'settled' then null else summary end
    from jsonb_to_recordset(${JSON.stringify(rows.map(asStored))}::jsonb)
      as now_at(place int, stage text, hindrance text, bound uuid, permit uuid)
    where import_id = ${importId} and "row" = now_at.place and "row" = any(${placesOf(rows)}::int[])`)
}

/** Said a second time, because nobody tells the planner how few they are: it would look through the whole import for each. */
function placesOf(rows: readonly Progress[]): string {
  return `{${rows.map(({ row }) => row).join(',')}}`
}

function asStored({ row, stage, hindrance, boundEventId, permitEventId }: Progress) {
  return { place: row, stage, hindrance, bound: boundEventId, permit: permitEventId }
}

/** The yeses of an import that was refused; what bound of it binds all the same. */
export async function deleteWaitingRows(tx: Tx, importId: string): Promise<void> {
  await tx.delete(importRows).where(and(eq(importRows.importId, importId), eq(importRows.stage, 'waiting')))
}

export type RowCounts = { bound: number; counted: number; waiting: number; left: number }

/** How many rows of an import bind, count, wait, and are still to be looked at. */
export async function countRows(tx: Tx, importId: string): Promise<RowCounts> {
  const [counts] = await tx
    .select({
      bound: sql<number>`count(bound_event_id)::int`,
      counted: sql<number>`(count(permit_event_id) filter (where hindrance is null))::int`,
      waiting: sql<number>`(count(*) filter (where stage = 'waiting'))::int`,
      left: sql<number>`(count(*) filter (where stage = 'new'))::int`,
    })
    .from(importRows)
    .where(eq(importRows.importId, importId))
  return counts ?? { bound: 0, counted: 0, waiting: 0, left: 0 }
}

/** Rows that were entered and count for nothing in the end. */
export async function findHinderedRows(tx: Tx, importId: string): Promise<Pick<ImportRow, 'row' | 'hindrance'>[]> {
  return tx
    .select({ row: importRows.row, hindrance: importRows.hindrance })
    .from(importRows)
    .where(and(eq(importRows.importId, importId), isNotNull(importRows.hindrance)))
    .orderBy(asc(importRows.row))
}

/** Papers on this form version that the hospital has entered already, of these people, and whether as a yes. */
export async function findEnteredPapers(
  tx: Tx,
  { formId, enrolmentIds }: { formId: string; enrolmentIds: readonly string[] },
): Promise<(Pick<ImportRow, 'enrolmentId' | 'signedOn'> & { asYes: boolean })[]> {
  return tx
    .select({
      enrolmentId: importRows.enrolmentId,
      signedOn: importRows.signedOn,
      asYes: sql<boolean>`${importRows.stage} = 'waiting' or ${importRows.permitEventId} is not null`,
    })
    .from(importRows)
    .innerJoin(imports, eq(imports.id, importRows.importId))
    .where(and(eq(imports.formId, formId), isNull(importRows.hindrance), among(importRows.enrolmentId, enrolmentIds)))
}
