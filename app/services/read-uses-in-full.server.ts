import { findUsesOf } from '#db/queries/uses-of.server.ts'
import type { UseOfMine } from '../domain/usage/grouping.ts'
import type { Portal } from '../portal.server.ts'

/** Every single use of a contributor's data that was reported, newest first. */
export async function readUsesInFull({ db }: Portal, contributorId: string): Promise<UseOfMine[]> {
  return db.as({ subject: contributorId }, (tx) => findUsesOf(tx, contributorId, { limit: Number.MAX_SAFE_INTEGER }))
}
