import { deleteFormDraft } from '#db/queries/form-drafts.server.ts'
import { formDiscarding } from '../domain/form/drafting.ts'
import type { Portal } from '../portal.server.ts'
import { type DraftAsked, heldDraft, noteDraft } from './change-form-draft.server.ts'

/** Throws a draft away as its writer saw it: if somebody has written on it since, it stays. */
export async function discardFormDraft({ db, clock }: Portal, asked: DraftAsked) {
  return db.as({ task: 'forms' }, async (tx) => {
    const held = await heldDraft(tx, asked, 'edit')
    if (!held.ok) return held
    const decision = formDiscarding(held.event)
    if (!decision.ok) return decision

    await deleteFormDraft(tx, held.event.id)
    await noteDraft(tx, asked.staffId, decision.event, clock.now())
    return decision
  })
}
