import { confirmAnswers } from '#app/services/confirm-answers.server.ts'
import { saveDraft } from '#db/queries/drafts.server.ts'
import { SNAPSHOT, type TestContributor } from './build.ts'
import type { TestPortal } from './test-portal.ts'

/** A person answers a programme's one-question form and confirms. */
export async function answers(
  { portal }: TestPortal,
  { id }: Pick<TestContributor, 'id'>,
  answer: 'yes' | 'no' | 'later',
  { programmeId = 'lung', formId = 'lung-1' } = {},
) {
  const key = { contributorId: id, programmeId }
  await portal.db.as({ subject: id }, (tx) =>
    saveDraft(tx, key, { formId, answers: { 'take-part': answer } }, portal.clock.now()),
  )
  return confirmAnswers(portal, { ...key, formId, snapshot: SNAPSHOT })
}
