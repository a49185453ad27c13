import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { lockFormDraft, saveFormDraft } from '#db/queries/form-drafts.server.ts'
import { findCurrentForm } from '#db/queries/forms.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import type { Form } from '../domain/consent/form.ts'
import { type Decision, refused } from '../domain/decision.ts'
import type { FormDraftEvent } from '../domain/form/drafting.ts'
import type { FormDraft } from '../domain/form/form-draft.ts'
import { allows, type SummaryVerb } from '../domain/staff/permission.ts'
import type { Portal } from '../portal.server.ts'

export type DraftAsked = {
  staffId: string
  draftId: string
  /** The revision that the asker had before their eyes. */
  revision: number
}

/** What every change of a draft may be refused for, whatever it is. */
export type DraftChangeRefusal = 'form-draft-not-found' | 'not-allowed' | 'form-draft-changed'

/** How every draft changes: lock it, see what this member of staff may do now, decide, save, note; all or nothing. */
export async function changeFormDraft<Refusal extends string>(
  { db, clock }: Portal,
  asked: DraftAsked,
  verb: SummaryVerb,
  decideChange: (draft: FormDraft, known: { current: Form | null }) => Decision<FormDraftEvent, Refusal>,
): Promise<Decision<FormDraftEvent, Refusal | DraftChangeRefusal>> {
  return db.as({ task: 'forms' }, async (tx) => {
    const held = await heldDraft(tx, asked, verb)
    if (!held.ok) return held
    const decision = decideChange(held.event, { current: await findCurrentForm(tx, held.event.programmeId) })
    if (!decision.ok) return decision

    await saveFormDraft(tx, decision.event.after)
    await noteDraft(tx, asked.staffId, decision.event, clock.now())
    return decision
  })
}

/** The draft as the asker saw it, locked; refused to who may not do this, and once it says something else. */
export async function heldDraft(
  tx: Tx,
  { staffId, draftId, revision }: DraftAsked,
  verb: SummaryVerb,
): Promise<Decision<FormDraft, DraftChangeRefusal>> {
  const draft = await lockFormDraft(tx, draftId)
  if (!draft) return refused('form-draft-not-found')
  if (!allows(await findHeldRoles(tx, staffId), verb, draft.programmeId)) return refused('not-allowed')
  if (draft.revision !== revision) return refused('form-draft-changed')
  return { ok: true, event: draft }
}

export async function noteDraft(tx: Tx, staffId: string, { type, after, detail }: FormDraftEvent, at: Date) {
  const noted = { draft: after.id, programme: after.programmeId, revision: after.revision, ...detail }
  await note(tx, { actorKind: 'staff', actorId: staffId, action: type, detail: noted }, at)
}
