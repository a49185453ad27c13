import { sql } from 'drizzle-orm'
import { CHANNEL } from '../changes.server.ts'
import type { Tx } from '../client.server.ts'

/** A moment as the database knows it: its clock, and which transactions it had seen the end of. */
export type Moment = { now: Date; snapshot: string }

/** The moment of a transaction that reads everything at one moment. */
export async function findMoment(tx: Tx): Promise<Moment> {
  const [row] = await tx.execute<{ now: string; snapshot: string }>(
    sql`select clock_timestamp()::timestamptz(3) as now, pg_current_snapshot()::text as snapshot`,
  )
  if (!row) throw new Error('the database did not tell the time')
  return { now: new Date(row.now), snapshot: row.snapshot }
}

/**
 * Until when everything recorded is known: nothing that is still being written will carry an earlier time, because it
 * is recorded after its transaction began. The clock is read before the transactions are, and events are looked for in
 * a later statement; the millisecond is what a recorded time loses. Connections that only listen write nothing.
 */
export async function findKnownUntil(tx: Tx): Promise<Date> {
  const [row] = await tx.execute<{ until: string }>(sql`
    select date_trunc('milliseconds', least(statement_timestamp(), min(xact_start))) - interval '1 ms' as until
    from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name is distinct from ${CHANNEL}`)
  if (!row) throw new Error('the database did not tell what is running')
  return new Date(row.until)
}
