import { sql } from 'drizzle-orm'
import type { Database } from '../client.server.ts'

/** Whether the database answers. */
export function isReady(db: Database): Promise<boolean> {
  return db
    .as('public', (tx) => tx.execute(sql`select 1`))
    .then(
      () => true,
      () => false,
    )
}
