import { sql } from 'drizzle-orm'
import type { TestPortal } from './test-portal.ts'

/** Ends every connection on which an instance is told of changes, as a network would: nobody is warned. */
export async function cutOffChanges({ portal }: TestPortal): Promise<void> {
  await portal.db.as('public', (tx) =>
    tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'accord_changes'`),
  )
}
