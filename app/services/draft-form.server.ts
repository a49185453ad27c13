import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { insertFormDraft } from '#db/queries/form-drafts.server.ts'
import { findCurrentForm } from '#db/queries/forms.server.ts'
import { findProgramme } from '#db/queries/programmes.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { FormDraftEvent } from '../domain/form/drafting.ts'
import type { FormContent, FormDraft } from '../domain/form/form-draft.ts'
import { firstContent } from '../domain/form/new-draft.ts'
import { allows } from '../domain/staff/permission.ts'
import type { Portal } from '../portal.server.ts'
import { noteDraft } from './change-form-draft.server.ts'

type Drafting = { staffId: string; programmeId: string; languages: readonly string[] }

/** Begins the next version of a programme's form with every word of the current one, or its first with one bare question. */
export async function draftForm(
  { db, clock }: Portal,
  { staffId, programmeId, languages }: Drafting,
): Promise<Decision<FormDraftEvent, 'not-allowed'>> {
  return db.as({ task: 'forms' }, async (tx) => {
    if (!(await mayDraft(tx, staffId, programmeId))) return refused('not-allowed')
    const current = await findCurrentForm(tx, programmeId)
    const content = firstContent({ programmeId, current }, languages)
    return recorded(await begin(tx, content, { type: 'form-drafted', staffId, at: clock.now() }))
  })
}

/** Whether they may draft for this programme; of one that there is not, nobody may. */
export async function mayDraft(tx: Tx, staffId: string, programmeId: string): Promise<boolean> {
  const isThere = (await findProgramme(tx, programmeId)) !== null
  return isThere && allows(await findHeldRoles(tx, staffId), 'draft', programmeId)
}

type Beginning = { type: 'form-drafted' | 'form-imported'; staffId: string; at: Date }

/** Puts a new draft on the desk. */
export async function begin(tx: Tx, content: FormContent, { type, staffId, at }: Beginning): Promise<FormDraftEvent> {
  const own = { id: randomUUID(), state: 'draft', revision: 1, authoredBy: staffId, createdAt: at } as const
  const after: FormDraft = { ...content, ...own, editedBy: [] }
  await insertFormDraft(tx, after)
  const event: FormDraftEvent = { type, after }
  await noteDraft(tx, staffId, event, at)
  return event
}
