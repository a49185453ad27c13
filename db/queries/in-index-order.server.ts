import { sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'

/**
 * Runs a query that takes the first few of one person's rows in the order of an index. What a policy says of a row
 * beside the query's own condition is counted twice, so that the planner expects one row where there may be thousands,
 * and would as soon read and sort them all.
 */
export async function inIndexOrder<Rows>(tx: Tx, query: () => Promise<Rows>): Promise<Rows> {
  await tx.execute(sql`select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)`)
  const rows = await query()
  await tx.execute(sql`select set_config('enable_sort', 'on', true), set_config('enable_bitmapscan', 'on', true)`)
  return rows
}
