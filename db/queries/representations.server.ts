import { and, asc, desc, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { EndedBy, Representation } from '#app/domain/access/representation.ts'
import type { Tx } from '../client.server.ts'
import { representations } from '../schema/index.ts'

type Row = typeof representations.$inferSelect

/** A representation with what each side keeps beside it. */
export type KeptRepresentation = Representation &
  Pick<Row, 'selector' | 'label' | 'calledBack' | 'createdAt' | 'lastBegunAt'>

export type NewRepresentation = Pick<
  KeptRepresentation,
  | 'id'
  | 'contributorId'
  | 'registeredBy'
  | 'enteredBy'
  | 'scope'
  | 'firstDay'
  | 'lastDay'
  | 'invitedUntil'
  | 'selector'
  | 'label'
> & { createdAt: Date }

export async function insertRepresentation(tx: Tx, { scope, ...row }: NewRepresentation): Promise<void> {
  const programmes = scope.programmes === 'all' ? null : [...scope.programmes]
  await tx.insert(representations).values({ ...row, programmes, acts: [...scope.acts] })
}

/** Holds a representation still: neither side ends it while somebody acts by it. */
export async function holdRepresentation(tx: Tx, id: string): Promise<KeptRepresentation | null> {
  const [row] = await tx.select().from(representations).where(eq(representations.id, id)).for('share')
  return row ? keptRepresentation(row) : null
}

export async function lockRepresentation(tx: Tx, id: string): Promise<KeptRepresentation | null> {
  const [row] = await tx.select().from(representations).where(eq(representations.id, id)).for('update')
  return row ? keptRepresentation(row) : null
}

export async function findRepresentation(tx: Tx, id: string): Promise<KeptRepresentation | null> {
  const [row] = await tx.select().from(representations).where(eq(representations.id, id))
  return row ? keptRepresentation(row) : null
}

/** Those who act, or acted, for this person; the newest first. */
export async function findRepresentationsOf(tx: Tx, contributorId: string): Promise<KeptRepresentation[]> {
  const rows = await tx
    .select()
    .from(representations)
    .where(eq(representations.contributorId, contributorId))
    .orderBy(desc(representations.createdAt), asc(representations.id))
  return rows.map(keptRepresentation)
}

/** Those for whom this person acts, or acted; the newest first. */
export async function findRepresentationsBy(tx: Tx, representativeId: string): Promise<KeptRepresentation[]> {
  const rows = await tx
    .select()
    .from(representations)
    .where(eq(representations.representativeId, representativeId))
    .orderBy(desc(representations.acceptedAt), asc(representations.id))
  return rows.map(keptRepresentation)
}

/** Counts one more try before anything is compared; null where there is no try left. */
export async function countRepresentationTry(
  tx: Tx,
  selectors: string[],
  most: number,
): Promise<KeptRepresentation | null> {
  const [row] = await tx
    .update(representations)
    .set({ tries: sql`${representations.tries} + 1` })
    .where(and(inArray(representations.selector, selectors), lt(representations.tries, most)))
    .returning()
  return row ? keptRepresentation(row) : null
}

export async function forgetRepresentationTries(tx: Tx, id: string): Promise<void> {
  await tx.update(representations).set({ tries: 0 }).where(eq(representations.id, id))
}

export async function setConfirmed(
  tx: Tx,
  id: string,
  confirmed: { confirmedBy: string; confirmedAt: Date; invitedUntil: Date },
): Promise<void> {
  await tx.update(representations).set(confirmed).where(eq(representations.id, id))
}

export async function setAccepted(
  tx: Tx,
  id: string,
  accepted: { representativeId: string; calledBack: Buffer | null; acceptedAt: Date },
): Promise<void> {
  await tx.update(representations).set(accepted).where(eq(representations.id, id))
}

export async function setBegun(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.update(representations).set({ lastBegunAt: at }).where(eq(representations.id, id))
}

export async function setEnded(tx: Tx, id: string, at: Date, endedBy: EndedBy): Promise<void> {
  await tx
    .update(representations)
    .set({ endedAt: at, endedBy })
    .where(and(eq(representations.id, id), isNull(representations.endedAt)))
}

/** Nobody acts for this person any more. */
export async function endRepresentationsOf(tx: Tx, contributorId: string, at: Date): Promise<void> {
  await endWhere(tx, eq(representations.contributorId, contributorId), at)
}

/** Whom this hospital registered to act for this person acts for her no more. */
export async function endRegisteredFor(tx: Tx, contributorId: string, organisationId: string, at: Date): Promise<void> {
  const { contributorId: whose, registeredBy } = representations
  await endWhere(tx, sql`${eq(whose, contributorId)} and ${eq(registeredBy, organisationId)}`, at)
}

/** This person acts for nobody any more. */
export async function endRepresentationsBy(tx: Tx, representativeId: string, at: Date): Promise<void> {
  await endWhere(tx, eq(representations.representativeId, representativeId), at)
}

async function endWhere(tx: Tx, whose: SQL, endedAt: Date): Promise<void> {
  await tx
    .update(representations)
    .set({ endedAt, endedBy: 'system' })
    .where(and(whose, isNull(representations.endedAt)))
}

/** A row as the rest of the portal knows it. */
export function keptRepresentation({ programmes, acts, ...row }: Row): KeptRepresentation {
  return { ...row, scope: { programmes: programmes ?? 'all', acts } }
}
