import type { Tx } from '#db/client.server.ts'
import { saveFormDraft } from '#db/queries/form-drafts.server.ts'
import { findFormVersions } from '#db/queries/form-versions.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { type FormDraftEvent, replacement } from '../domain/form/drafting.ts'
import type { FormContent } from '../domain/form/form-draft.ts'
import { contentFrom, type FormFile } from '../domain/form/form-file.ts'
import { hasRepeated } from '../domain/form/soundness.ts'
import type { Portal } from '../portal.server.ts'
import { type DraftAsked, heldDraft, noteDraft } from './change-form-draft.server.ts'
import { begin, mayDraft } from './draft-form.server.ts'

type Sent = { file: FormFile; languages: readonly string[] }

type ContentRefusal = 'form-ids-repeated' | 'form-follows-unknown'

/** Begins a draft with what a file says: all of it or nothing. */
export async function importForm(
  { db, clock }: Portal,
  { staffId, file, languages }: Sent & { staffId: string },
): Promise<Decision<FormDraftEvent, 'not-allowed' | ContentRefusal>> {
  return db.as({ task: 'forms' }, async (tx) => {
    if (!(await mayDraft(tx, staffId, file.programme))) return refused('not-allowed')
    const content = contentFrom(file, languages)
    const fault = await contentFault(tx, content)
    if (fault) return refused(fault)
    return recorded(await begin(tx, content, { type: 'form-imported', staffId, at: clock.now() }))
  })
}

/** Makes a draft say what a file says. */
export async function replaceForm({ db, clock }: Portal, { file, languages, ...asked }: Sent & DraftAsked) {
  return db.as({ task: 'forms' }, async (tx) => {
    const held = await heldDraft(tx, asked, 'edit')
    if (!held.ok) return held
    const content = contentFrom(file, languages)
    const decision = replacement(held.event, { by: asked.staffId, content })
    if (!decision.ok) return decision
    const fault = await contentFault(tx, content)
    if (fault) return refused(fault)

    await saveFormDraft(tx, decision.event.after)
    await noteDraft(tx, asked.staffId, decision.event, clock.now())
    return decision
  })
}

/** A file may be old, yet what it follows is a version of this programme. */
async function contentFault(tx: Tx, content: FormContent): Promise<ContentRefusal | null> {
  if (hasRepeated(content)) return 'form-ids-repeated'
  if (content.follows === null) return null
  const versions = await findFormVersions(tx, content.programmeId)
  return versions.some(({ id }) => id === content.follows) ? null : 'form-follows-unknown'
}
