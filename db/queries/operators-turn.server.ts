import { sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'

/** Operators set things up one after the other: what one finds absent is not made by another meanwhile. */
export async function takeOperatorsTurn(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('operators-turn', 0))`)
}
