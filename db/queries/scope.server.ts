import { sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'

/** From here to its end, a transaction of her hospital's also reads and writes what is this person's. */
export async function enterSubject(tx: Tx, contributorId: string): Promise<void> {
  await tx.execute(sql`select set_config('app.subject', ${contributorId}, true)`)
}
