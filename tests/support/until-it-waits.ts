import { sql } from 'drizzle-orm'
import type { TestPortal } from './test-portal.ts'

/** Until this waits for a lock that another transaction holds; fails where it is done without waiting. */
export async function untilItWaits<Result>(
  { owner }: TestPortal,
  attempt: Promise<Result>,
): Promise<() => Promise<Result>> {
  let isDone = false
  void attempt.finally(() => {
    isDone = true
  })
  const waits = sql`select 1 from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()`
  while ((await owner.as('public', (tx) => tx.execute(waits))).length === 0) {
    if (isDone) throw new Error('it did not wait')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return () => attempt
}
