import { and, eq } from 'drizzle-orm'
import { keptUnder } from '#app/domain/access/acting.ts'
import type { Actor } from '#app/domain/consent/events.ts'
import type { Answers } from '#app/domain/consent/form.ts'
import type { Tx } from '../client.server.ts'
import { drafts } from '../schema/index.ts'

/** Whose way through which questions; `by` where it is not her own. */
export type DraftKey = { contributorId: string; programmeId: string; by?: Actor }
export type Draft = { formId: string; answers: Answers }

export async function findDraft(tx: Tx, key: DraftKey): Promise<Draft | null> {
  const [row] = await tx.select({ formId: drafts.formId, answers: drafts.answers }).from(drafts).where(whose(key))
  return row ?? null
}

export async function saveDraft(tx: Tx, { by, ...key }: DraftKey, draft: Draft, at: Date): Promise<void> {
  await tx
    .insert(drafts)
    .values({ ...key, actedBy: keptUnder(by), ...draft, updatedAt: at })
    .onConflictDoUpdate({
      target: [drafts.contributorId, drafts.programmeId, drafts.actedBy],
      set: { ...draft, updatedAt: at },
    })
}

export async function deleteDraft(tx: Tx, key: DraftKey): Promise<void> {
  await tx.delete(drafts).where(whose(key))
}

function whose({ contributorId, programmeId, by }: DraftKey) {
  const hers = and(eq(drafts.contributorId, contributorId), eq(drafts.programmeId, programmeId))
  return and(hers, eq(drafts.actedBy, keptUnder(by)))
}
