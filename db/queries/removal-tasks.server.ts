import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { RemovalAnswer, RemovalHindrance, RemovalOutcome } from '#app/domain/consent/removal.ts'
import type { Tx } from '../client.server.ts'
import { enrolments, organisations, removalTasks } from '../schema/index.ts'

export type NewRemovalTask = Pick<
  typeof removalTasks.$inferInsert,
  'id' | 'contributorId' | 'enrolmentId' | 'organisationId' | 'programmeId' | 'requestedAt'
>

export async function insertRemovalTasks(tx: Tx, tasks: readonly NewRemovalTask[]): Promise<void> {
  if (tasks.length > 0) await tx.insert(removalTasks).values([...tasks])
}

export type RemovalTask = {
  id: string
  pseudonym: string
  programmeId: string
  requestedAt: Date
  outcome: RemovalOutcome | null
  hindrance: RemovalHindrance | null
  answeredAt: Date | null
}

const columns = {
  id: removalTasks.id,
  pseudonym: enrolments.pseudonym,
  programmeId: removalTasks.programmeId,
  requestedAt: removalTasks.requestedAt,
  outcome: removalTasks.outcome,
  hindrance: removalTasks.hindrance,
  answeredAt: removalTasks.answeredAt,
}

/** A page of what this hospital was asked, oldest first; `after` is the last task of the page before. */
export async function findRemovalTasks(
  tx: Tx,
  asked: { organisationId: string; onlyOpen: boolean; after: { requestedAt: Date; id: string } | null; limit: number },
): Promise<RemovalTask[]> {
  const { organisationId, onlyOpen, after, limit } = asked
  return tx
    .select(columns)
    .from(removalTasks)
    .innerJoin(enrolments, eq(enrolments.id, removalTasks.enrolmentId))
    .where(
      and(
        eq(removalTasks.organisationId, organisationId),
        onlyOpen ? isNull(removalTasks.outcome) : undefined,
        after
          ? or(
              gt(removalTasks.requestedAt, after.requestedAt),
              and(eq(removalTasks.requestedAt, after.requestedAt), gt(removalTasks.id, after.id)),
            )
          : undefined,
      ),
    )
    .orderBy(asc(removalTasks.requestedAt), asc(removalTasks.id))
    .limit(limit)
}

/** One task of this hospital, held while it is answered. */
export async function lockRemovalTask(
  tx: Tx,
  { id, organisationId }: { id: string; organisationId: string },
): Promise<(RemovalTask & { contributorId: string }) | null> {
  const [row] = await tx
    .select({ ...columns, contributorId: removalTasks.contributorId })
    .from(removalTasks)
    .innerJoin(enrolments, eq(enrolments.id, removalTasks.enrolmentId))
    .where(and(eq(sql`${removalTasks.id}::text`, id), eq(removalTasks.organisationId, organisationId)))
    .for('update', { of: removalTasks })
  return row ?? null
}

export async function recordRemovalAnswer(
  tx: Tx,
  id: string,
  answer: RemovalAnswer & { answeredAt: Date; answeredBy: string },
): Promise<void> {
  await tx.update(removalTasks).set(answer).where(eq(removalTasks.id, id))
}

export type RemovalAt = Omit<RemovalTask, 'id' | 'pseudonym'> & { hospital: string }

/** What each of a person's hospitals was asked to remove for one programme, the latest for each. */
export async function findRemovalsOf(
  tx: Tx,
  { contributorId, programmeId }: { contributorId: string; programmeId: string },
): Promise<RemovalAt[]> {
  const rows = await tx
    .select({
      hospital: organisations.name,
      programmeId: removalTasks.programmeId,
      requestedAt: removalTasks.requestedAt,
      outcome: removalTasks.outcome,
      hindrance: removalTasks.hindrance,
      answeredAt: removalTasks.answeredAt,
    })
    .from(removalTasks)
    .innerJoin(organisations, eq(organisations.id, removalTasks.organisationId))
    .where(and(eq(removalTasks.contributorId, contributorId), eq(removalTasks.programmeId, programmeId)))
    .orderBy(asc(removalTasks.requestedAt))
  return [...new Map(rows.map((row) => [row.hospital, row])).values()]
}
