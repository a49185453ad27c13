import { lockContributor } from '#db/queries/contributors.server.ts'
import { findDraft, saveDraft } from '#db/queries/drafts.server.ts'
import { findCurrentForm } from '#db/queries/forms.server.ts'
import type { Actor } from '../domain/consent/events.ts'
import type { Answers, Form } from '../domain/consent/form.ts'
import { answersThatStillFit, optionsIn } from '../domain/consent/way-through.ts'
import type { Portal } from '../portal.server.ts'

/**
 * Keeps one answer on the way through the questions; nothing is recorded until all are confirmed. What the question
 * does not offer is not accepted, and what was answered before stays.
 */
export async function answerQuestion(
  portal: Portal,
  asked: { contributorId: string; by?: Actor; programmeId: string; questionId: string; answer: readonly string[] },
): Promise<{ form: Form; answers: Answers; accepted: boolean } | null> {
  const { questionId, answer: chosen, ...whose } = asked
  const { contributorId, programmeId } = whose
  const answer = chosen.join(' ')
  return portal.db.as({ subject: contributorId }, async (tx) => {
    await lockContributor(tx, contributorId)
    const form = await findCurrentForm(tx, programmeId)
    if (!form) return null
    const before = (await findDraft(tx, whose))?.answers ?? {}
    const question = form.questions.find(({ id }) => id === questionId)
    const accepted = question !== undefined && optionsIn(question, answer).length > 0
    const answers = answersThatStillFit(form, accepted ? { ...before, [questionId]: answer } : before)
    await saveDraft(tx, whose, { formId: form.id, answers }, portal.clock.now())
    return { form, answers, accepted }
  })
}
