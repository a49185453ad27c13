import { findUsesOf } from '#db/queries/uses-of.server.ts'
import { type UseGroup, usesByMonth } from '../domain/usage/grouping.ts'
import type { Portal } from '../portal.server.ts'

/** Every use of a contributor's data, told by month and project. */
export async function readUses({ db }: Portal, contributorId: string): Promise<UseGroup[]> {
  return db.as({ subject: contributorId }, async (tx) => usesByMonth(await findUsesOf(tx, contributorId)))
}
