import { and, desc, eq, getTableColumns, inArray, notExists, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consentEvents, contributors, enrolments, importRows, paperScans, papers } from '../schema/index.ts'

export type PaperRow = typeof papers.$inferSelect
export type NewPaper = typeof papers.$inferInsert
export type PaperScan = typeof paperScans.$inferSelect

export async function insertPaper(tx: Tx, paper: NewPaper): Promise<void> {
  await tx.insert(papers).values(paper)
}

export async function insertPaperScan(tx: Tx, scan: PaperScan): Promise<void> {
  await tx.insert(paperScans).values(scan)
}

/** The paper as it is now, held until the transaction ends. */
export async function lockPaper(tx: Tx, id: string): Promise<PaperRow | null> {
  const [row] = await tx
    .select()
    .from(papers)
    .where(eq(sql`${papers.id}::text`, id))
    .for('update')
  return row ?? null
}

export async function notePaperCheck(
  tx: Tx,
  id: string,
  check: Pick<PaperRow, 'quality' | 'checkedBy' | 'checkedAt' | 'permitEventId'>,
): Promise<void> {
  await tx.update(papers).set(check).where(eq(papers.id, id))
}

export type FiledPaper = PaperRow & {
  pseudonym: string
  /** Null where her account is closed. */
  holderKey: Buffer | null
  scan: Pick<PaperScan, 'type' | 'size'> | null
}

/** A hospital's papers, the latest first; `pseudonym` is the one under which it knows the person now. */
export async function findPapersOfHospital(tx: Tx, organisationId: string, most: number): Promise<FiledPaper[]> {
  return filed(tx).where(eq(papers.organisationId, organisationId)).orderBy(desc(papers.enteredAt)).limit(most)
}

export async function findPaper(
  tx: Tx,
  { organisationId, id }: { organisationId: string; id: string },
): Promise<FiledPaper | null> {
  const [row] = await filed(tx).where(and(eq(papers.organisationId, organisationId), eq(sql`${papers.id}::text`, id)))
  return row ?? null
}

export async function findPaperScan(tx: Tx, paperId: string): Promise<PaperScan | null> {
  const [row] = await tx.select().from(paperScans).where(eq(paperScans.paperId, paperId))
  return row ?? null
}

/** What came on paper or by phone about one person, the latest first. */
export async function findPapersOf(tx: Tx, contributorId: string): Promise<PaperRow[]> {
  return tx.select().from(papers).where(eq(papers.contributorId, contributorId)).orderBy(desc(papers.enteredAt))
}

/** Of the yes that stands the event that gave it: the latest one that is no paper's narrowing of another. */
export async function findYesBehind(
  tx: Tx,
  { contributorId, programmeId }: { contributorId: string; programmeId: string },
): Promise<string | null> {
  const hers = tx.select({ id: enrolments.id }).from(enrolments).where(eq(enrolments.contributorId, contributorId))
  const ofPaper = and(eq(papers.contributorId, contributorId), eq(papers.boundEventId, consentEvents.id))
  const ofRow = and(inArray(importRows.enrolmentId, hers), eq(importRows.boundEventId, consentEvents.id))
  const [row] = await tx
    .select({ id: consentEvents.id })
    .from(consentEvents)
    .where(
      and(
        eq(consentEvents.contributorId, contributorId),
        eq(consentEvents.programmeId, programmeId),
        inArray(consentEvents.type, ['consent-given', 'consent-changed']),
        notExists(tx.select().from(papers).where(ofPaper)),
        notExists(tx.select().from(importRows).where(ofRow)),
      ),
    )
    .orderBy(desc(consentEvents.sequence))
    .limit(1)
  return row?.id ?? null
}

function filed(tx: Tx) {
  const { type, size } = paperScans
  return tx
    .select({
      ...getTableColumns(papers),
      pseudonym: enrolments.pseudonym,
      holderKey: contributors.wrappedKey,
      scan: { type, size },
    })
    .from(papers)
    .innerJoin(enrolments, eq(enrolments.id, papers.enrolmentId))
    .leftJoin(contributors, eq(contributors.id, papers.contributorId))
    .leftJoin(paperScans, eq(paperScans.paperId, papers.id))
}
