import { findFormDraft, findFormDrafts } from '#db/queries/form-drafts.server.ts'
import { type FormVersion, findFormVersions } from '#db/queries/form-versions.server.ts'
import { findForm } from '#db/queries/forms.server.ts'
import { findProgramme, findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { contentOf, type FormContent, type FormDraft } from '../domain/form/form-draft.ts'
import { allows, programmesFor } from '../domain/staff/permission.ts'
import type { Portal } from '../portal.server.ts'

export type FormsOfProgramme = { programme: Programme; versions: FormVersion[]; drafts: FormDraft[] }

/** What each programme asks, has asked and is about to ask, for staff with a role there. */
export async function readForms({ db }: Portal, staffId: string): Promise<FormsOfProgramme[]> {
  return db.as({ task: 'forms' }, async (tx) => {
    const allowed = programmesFor(await findHeldRoles(tx, staffId), 'read')
    const found: FormsOfProgramme[] = []
    for (const programme of (await findProgrammes(tx)).filter(({ id }) => allowed.includes(id))) {
      const versions = await findFormVersions(tx, programme.id)
      found.push({ programme, versions, drafts: await findFormDrafts(tx, [programme.id]) })
    }
    return found
  })
}

export type ReadForm = { id: string; programme: Programme; content: FormContent; isDraft: boolean }

/** What a draft or a published version says, to be read, exported or shown as people see it. */
export async function readForm(
  { db }: Portal,
  { staffId, formId }: { staffId: string; formId: string },
): Promise<Decision<ReadForm, 'form-draft-not-found' | 'not-allowed'>> {
  return db.as({ task: 'forms' }, async (tx) => {
    const draft = await findFormDraft(tx, formId)
    const form = draft ?? (await findForm(tx, formId))
    const programme = form && (await findProgramme(tx, form.programmeId))
    if (!form || !programme) return refused('form-draft-not-found')
    if (!allows(await findHeldRoles(tx, staffId), 'read', programme.id)) return refused('not-allowed')
    return recorded({ id: formId, programme, content: contentOf(form), isDraft: draft !== null })
  })
}
