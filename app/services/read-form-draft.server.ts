import { findFormDraft } from '#db/queries/form-drafts.server.ts'
import { findCurrentForm } from '#db/queries/forms.server.ts'
import { findProgramme, type Programme } from '#db/queries/programmes.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import type { Form } from '../domain/consent/form.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { FormDraft } from '../domain/form/form-draft.ts'
import { allows, type SummaryVerb } from '../domain/staff/permission.ts'
import type { Portal } from '../portal.server.ts'

export type FormDesk = {
  draft: FormDraft
  programme: Programme
  /** The version that people are asked with now. */
  current: Form | null
  /** What this member of staff may do with it now, by role; whether its state lets them is the rules' to say. */
  may: SummaryVerb[]
  /** Whether they wrote on it themselves. */
  isOwnWork: boolean
}

const VERBS: SummaryVerb[] = ['edit', 'submit', 'publish', 'send-back']

/** One draft with all that its writers and approvers need beside it. */
export async function readFormDraft(
  { db }: Portal,
  { staffId, draftId }: { staffId: string; draftId: string },
): Promise<Decision<FormDesk, 'form-draft-not-found' | 'not-allowed'>> {
  return db.as({ task: 'forms' }, async (tx) => {
    const draft = await findFormDraft(tx, draftId)
    const programme = draft && (await findProgramme(tx, draft.programmeId))
    if (!draft || !programme) return refused('form-draft-not-found')
    const roles = await findHeldRoles(tx, staffId)
    if (!allows(roles, 'read', programme.id)) return refused('not-allowed')

    return recorded({
      draft,
      programme,
      current: await findCurrentForm(tx, programme.id),
      may: VERBS.filter((verb) => allows(roles, verb, programme.id)),
      isOwnWork: draft.authoredBy === staffId || draft.editedBy.includes(staffId),
    })
  })
}
