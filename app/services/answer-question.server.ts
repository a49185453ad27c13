import { lockContributor } from '#db/queries/contributors.server.ts'
import { findDraft, saveDraft } from '#db/queries/drafts.server.ts'
import { findCurrentForm } from '#db/queries/forms.server.ts'
import type { Answers, Form } from '../domain/consent/form.ts'
import { answersThatStillFit } from '../domain/consent/way-through.ts'
import type { Portal } from '../portal.server.ts'

/** Keeps one answer on the way through the questions; nothing is recorded until all are confirmed. */
export async function answerQuestion(
  portal: Portal,
  asked: { contributorId: string; programmeId: string; questionId: string; answer: string },
): Promise<{ form: Form; answers: Answers } | null> {
  const { contributorId, programmeId, questionId, answer } = asked
  return portal.db.as({ subject: contributorId }, async (tx) => {
    await lockContributor(tx, contributorId)
    const form = await findCurrentForm(tx, programmeId)
    if (!form) return null
    const before = (await findDraft(tx, { contributorId, programmeId }))?.answers ?? {}
    const answers = answersThatStillFit(form, { ...before, [questionId]: answer })
    await saveDraft(tx, { contributorId, programmeId }, { formId: form.id, answers }, portal.clock.now())
    return { form, answers }
  })
}
