import { eq, sql } from 'drizzle-orm'
import type { Day } from '#app/domain/day.ts'
import type { Tx } from '../client.server.ts'
import { contributors } from '../schema/index.ts'
import { among } from './among.ts'

export type ContributorHead = {
  id: string
  language: string
  closedAt: Date | null
  diedOn: Day | null
  wrappedKey: Buffer | null
  eventSequence: number
  lastEventHash: Buffer | null
  lastRecordedAt: Date | null
}

const head = {
  id: contributors.id,
  language: contributors.language,
  closedAt: contributors.closedAt,
  diedOn: contributors.diedOn,
  wrappedKey: contributors.wrappedKey,
  eventSequence: contributors.eventSequence,
  lastEventHash: contributors.lastEventHash,
  lastRecordedAt: contributors.lastRecordedAt,
}

/**
 * First lock of every change of a switch: nobody issues a token for this person until the transaction ends. Rows that
 * only refer to her need not wait (decision 039).
 */
export async function lockContributor(tx: Tx, id: string): Promise<ContributorHead> {
  const [row] = await tx.select(head).from(contributors).where(eq(contributors.id, id)).for('no key update')
  if (!row) throw new Error('the contributor is not in this scope')
  return row
}

/** The same for several people, before anything is done for the first of them. */
export async function lockContributors(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .select({ id: contributors.id })
    .from(contributors)
    .where(among(contributors.id, ids))
    .orderBy(contributors.id)
    .for('no key update')
}

/** First lock of every issue of tokens: these people's switches do not change until the transaction ends. */
export async function holdContributors(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .select({ id: contributors.id })
    .from(contributors)
    .where(among(contributors.id, ids))
    .orderBy(contributors.id)
    .for('share')
}

export async function findContributor(tx: Tx, id: string): Promise<ContributorHead | null> {
  const [row] = await tx.select(head).from(contributors).where(eq(contributors.id, id))
  return row ?? null
}

export async function setLanguage(tx: Tx, id: string, language: string): Promise<void> {
  await tx.update(contributors).set({ language }).where(eq(contributors.id, id))
}

/** Destroys the key: what was recorded stays provable and becomes unreadable. */
export async function closeContributor(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.update(contributors).set({ closedAt: at, wrappedKey: null }).where(eq(contributors.id, id))
}

/** The database's own time, to the millisecond (`clock_timestamp()`, not the transaction's start). */
export async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.execute<{ now: string }>(sql`select clock_timestamp()::timestamptz(3) as now`)
  if (!row) throw new Error('the database did not tell the time')
  return new Date(row.now)
}
