import { type AnyColumn, type SQL, sql } from 'drizzle-orm'

/** When a decision was made, and which transactions it had seen the end of (`findMoment`). */
export type Seen = { at: Date; snapshot: string }

/**
 * Whether a decision saw a row: PostgreSQL itself says so of the transaction that wrote it. Numbers of transactions are
 * compared only within an hour of the decision, because a database restored from a dump counts anew; nothing that is
 * recorded here takes a thousandth of that.
 */
export function wasSeen(row: { recordedIn: AnyColumn; recordedAt: AnyColumn }, { at, snapshot }: Seen): SQL<boolean> {
  const moment = sql`${at.toISOString()}::timestamptz`
  return sql<boolean>`case when ${row.recordedAt} < ${moment} - interval '1 hour' then true
    when ${row.recordedAt} > ${moment} + interval '1 hour' then false
    else pg_visible_in_snapshot(${row.recordedIn}, ${snapshot}::pg_snapshot) end`
}
