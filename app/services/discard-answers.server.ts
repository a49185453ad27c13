import { lockContributor } from '#db/queries/contributors.server.ts'
import { deleteDraft } from '#db/queries/drafts.server.ts'
import type { Actor } from '../domain/consent/events.ts'
import type { Portal } from '../portal.server.ts'

/** Forgets answers that were never confirmed, so that a person can begin anew. */
export async function discardAnswers(
  { db }: Portal,
  asked: { contributorId: string; by?: Actor; programmeId: string },
): Promise<void> {
  await db.as({ subject: asked.contributorId }, async (tx) => {
    await lockContributor(tx, asked.contributorId)
    await deleteDraft(tx, asked)
  })
}
