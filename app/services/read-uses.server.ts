import { findUsesOf } from '#db/queries/uses-of.server.ts'
import { type ProjectUses, usesByProject } from '../domain/usage/grouping.ts'
import type { Portal } from '../portal.server.ts'

/** Every use of a contributor's data, told by project and month. */
export async function readUses({ db }: Portal, contributorId: string): Promise<ProjectUses[]> {
  return db.as({ subject: contributorId }, async (tx) => usesByProject(await findUsesOf(tx, contributorId)))
}
