import { and, eq } from 'drizzle-orm'
import type { Answers } from '#app/domain/consent/form.ts'
import type { Tx } from '../client.server.ts'
import { drafts } from '../schema/index.ts'

export type DraftKey = { contributorId: string; programmeId: string }
export type Draft = { formId: string; answers: Answers }

export async function findDraft(tx: Tx, key: DraftKey): Promise<Draft | null> {
  const [row] = await tx.select({ formId: drafts.formId, answers: drafts.answers }).from(drafts).where(whose(key))
  return row ?? null
}

export async function saveDraft(tx: Tx, key: DraftKey, draft: Draft, at: Date): Promise<void> {
  await tx
    .insert(drafts)
    .values({ ...key, ...draft, updatedAt: at })
    .onConflictDoUpdate({ target: [drafts.contributorId, drafts.programmeId], set: { ...draft, updatedAt: at } })
}

export async function deleteDraft(tx: Tx, key: DraftKey): Promise<void> {
  await tx.delete(drafts).where(whose(key))
}

function whose({ contributorId, programmeId }: DraftKey) {
  return and(eq(drafts.contributorId, contributorId), eq(drafts.programmeId, programmeId))
}
