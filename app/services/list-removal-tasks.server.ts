import { findRemovalTasks, type RemovalTask } from '#db/queries/removal-tasks.server.ts'
import type { Portal } from '../portal.server.ts'

export type { RemovalTask }

const PAGE = 500

/** Where a page ended. */
export type RemovalPlace = { requestedAt: Date; id: string }

/** What this hospital was asked to take out of its datasets, oldest first, a page at a time. */
export async function listRemovalTasks(
  { db }: Portal,
  { organisationId, onlyOpen, after }: { organisationId: string; onlyOpen: boolean; after: RemovalPlace | null },
): Promise<{ tasks: RemovalTask[]; next: RemovalPlace | null }> {
  const tasks = await db.as({ organisation: organisationId }, (tx) =>
    findRemovalTasks(tx, { organisationId, onlyOpen, after, limit: PAGE }),
  )
  return { tasks, next: tasks.length === PAGE ? (tasks.at(-1) ?? null) : null }
}
