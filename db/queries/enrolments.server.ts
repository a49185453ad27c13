import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { enrolments } from '../schema/index.ts'
import { among } from './among.ts'

export type Enrolment = typeof enrolments.$inferSelect

export async function findEnrolment(tx: Tx, id: string): Promise<Enrolment | null> {
  const [row] = await tx.select().from(enrolments).where(eq(enrolments.id, id))
  return row ?? null
}

/** Nobody claims it, and no record is opened for it, until the transaction ends. */
export async function lockEnrolment(tx: Tx, id: string): Promise<Enrolment | null> {
  const [row] = await tx.select().from(enrolments).where(eq(enrolments.id, id)).for('update')
  return row ?? null
}

/** Joins an enrolment whose letter nobody has claimed to a record. */
export async function giveToRecord(tx: Tx, id: string, contributorId: string): Promise<void> {
  await tx.update(enrolments).set({ contributorId }).where(eq(enrolments.id, id))
}

/** A contributor's enrolments, one for each hospital letter she claimed. */
export async function findEnrolmentsOf(tx: Tx, contributorId: string): Promise<Enrolment[]> {
  return tx.select().from(enrolments).where(eq(enrolments.contributorId, contributorId))
}

/** Undoes a claim: the pseudonym is nobody's until a new letter is claimed. */
export async function releaseEnrolment(tx: Tx, id: string): Promise<void> {
  await tx.update(enrolments).set({ contributorId: null, claimedAt: null }).where(eq(enrolments.id, id))
}

/** The claimed enrolments of this hospital among these pseudonyms, in the order asked; others are absent. */
export async function findClaimedAmong(
  tx: Tx,
  { organisationId, pseudonyms }: { organisationId: string; pseudonyms: readonly string[] },
): Promise<{ id: string; contributorId: string; pseudonym: string }[]> {
  const rows = await tx
    .select({ id: enrolments.id, contributorId: enrolments.contributorId, pseudonym: enrolments.pseudonym })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.organisationId, organisationId),
        among(enrolments.pseudonym, pseudonyms, 'text'),
        isNotNull(enrolments.contributorId),
      ),
    )
  const byPseudonym = new Map(rows.map((row) => [row.pseudonym, row]))
  return [...new Set(pseudonyms)].flatMap((pseudonym) => {
    const row = byPseudonym.get(pseudonym)
    return row?.contributorId ? [{ ...row, contributorId: row.contributorId }] : []
  })
}

export type NewEnrolment = Pick<Enrolment, 'id' | 'organisationId' | 'pseudonym' | 'language' | 'createdAt'>

export async function insertEnrolments(tx: Tx, rows: readonly NewEnrolment[]): Promise<void> {
  await tx.insert(enrolments).values([...rows])
}

/** This hospital's enrolments of these pseudonyms, claimed or not; one that was retired is unknown. */
export async function findEnrolmentsAmong(
  tx: Tx,
  { organisationId, pseudonyms }: { organisationId: string; pseudonyms: readonly string[] },
): Promise<Enrolment[]> {
  return (await findEverEnrolled(tx, { organisationId, pseudonyms })).filter(({ retiredAt }) => retiredAt === null)
}

/** The same, of which none is corrected until the transaction ends; everybody locks them in this order. */
export async function holdEnrolmentsAmong(
  tx: Tx,
  { organisationId, pseudonyms }: { organisationId: string; pseudonyms: readonly string[] },
): Promise<Enrolment[]> {
  return tx
    .select()
    .from(enrolments)
    .where(
      and(
        eq(enrolments.organisationId, organisationId),
        among(enrolments.pseudonym, pseudonyms, 'text'),
        isNull(enrolments.retiredAt),
      ),
    )
    .orderBy(asc(enrolments.id))
    .for('key share')
}

/** The same with those that were retired: no pseudonym is given to anybody a second time. */
export async function findEverEnrolled(
  tx: Tx,
  { organisationId, pseudonyms }: { organisationId: string; pseudonyms: readonly string[] },
): Promise<Enrolment[]> {
  return tx
    .select()
    .from(enrolments)
    .where(and(eq(enrolments.organisationId, organisationId), among(enrolments.pseudonym, pseudonyms, 'text')))
}

/** A page of this hospital's enrolments, in the order of their pseudonyms. */
export async function findEnrolmentsAfter(
  tx: Tx,
  { organisationId, after, limit }: { organisationId: string; after: string; limit: number },
): Promise<Enrolment[]> {
  return tx
    .select()
    .from(enrolments)
    .where(
      and(eq(enrolments.organisationId, organisationId), gt(enrolments.pseudonym, after), isNull(enrolments.retiredAt)),
    )
    .orderBy(asc(enrolments.pseudonym))
    .limit(limit)
}
