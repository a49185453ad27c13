import { lockContributor } from '#db/queries/contributors.server.ts'
import { deleteDraft } from '#db/queries/drafts.server.ts'
import type { Portal } from '../portal.server.ts'

/** Forgets answers that were never confirmed, so that a person can begin anew. */
export async function discardAnswers(
  { db }: Portal,
  { contributorId, programmeId }: { contributorId: string; programmeId: string },
): Promise<void> {
  await db.as({ subject: contributorId }, async (tx) => {
    await lockContributor(tx, contributorId)
    await deleteDraft(tx, { contributorId, programmeId })
  })
}
