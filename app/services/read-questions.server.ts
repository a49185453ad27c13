import { findDraft } from '#db/queries/drafts.server.ts'
import { findCurrentForm } from '#db/queries/forms.server.ts'
import { findProgramme, type Programme } from '#db/queries/programmes.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import type { Actor } from '../domain/consent/events.ts'
import type { Answers, Form } from '../domain/consent/form.ts'
import { type ConsentStanding, consentTo } from '../domain/consent/standing.ts'
import { answersThatStillFit } from '../domain/consent/way-through.ts'
import type { Portal } from '../portal.server.ts'

export type Questions = {
  programme: Programme
  form: Form
  /** What was answered in this run and still fits the form. */
  answers: Answers
  /** The run began on an earlier version of the form. */
  formChanged: boolean
  consent: ConsentStanding | null
  objectedIn: string[]
}

/** The questions of a programme and how far this person has come with them; null where there are none. */
export async function readQuestions(
  { db }: Portal,
  asked: { contributorId: string; by?: Actor; programmeId: string },
): Promise<Questions | null> {
  const { contributorId, programmeId } = asked
  return db.as({ subject: contributorId }, async (tx) => {
    const programme = await findProgramme(tx, programmeId)
    const form = await findCurrentForm(tx, programmeId)
    if (!programme || !form) return null
    const draft = await findDraft(tx, asked)
    const standing = await findStanding(tx, contributorId)
    return {
      programme,
      form,
      answers: answersThatStillFit(form, draft?.answers ?? {}),
      formChanged: draft !== null && draft.formId !== form.id,
      consent: consentTo(standing, programmeId),
      objectedIn: standing.objectedIn,
    }
  })
}
