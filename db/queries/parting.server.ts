import { sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'

/** Parts whoever this transaction is for from her pseudonyms: what hangs on each belongs to a stranger without a record. */
export async function partFromPseudonyms(tx: Tx): Promise<void> {
  await tx.execute(sql`select part_from_pseudonyms()`)
}
