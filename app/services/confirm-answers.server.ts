import { deleteDraft, findDraft } from '#db/queries/drafts.server.ts'
import { findCurrentForm } from '#db/queries/forms.server.ts'
import { self } from '../domain/access/acting.ts'
import { type AnsweringRefusal, answering } from '../domain/consent/answering.ts'
import type { Actor, Snapshot } from '../domain/consent/events.ts'
import type { Answers } from '../domain/consent/form.ts'
import { answersThatStillFit } from '../domain/consent/way-through.ts'
import type { Day } from '../domain/day.ts'
import { refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { changeSwitch } from './change-switch.server.ts'

/**
 * Records what the answers on the check page say: given, changed, refused or deferred, with the day on which she wants to be asked again. `answers` are those that the
 * snapshot tells of; where another window has changed them since, nothing is recorded.
 */
export function confirmAnswers(
  portal: Portal,
  asked: {
    contributorId: string
    by?: Actor
    programmeId: string
    formId: string
    snapshot: Snapshot
    answers?: Answers
    askAgainOn?: Day | null
  },
) {
  const { contributorId, by = self(contributorId), programmeId, formId, snapshot, askAgainOn } = asked
  return changeSwitch<AnsweringRefusal | 'programme-not-found' | 'answers-already-recorded' | 'answers-changed'>(
    portal,
    { contributorId, by },
    async (standing, tx) => {
      const form = await findCurrentForm(tx, programmeId)
      if (!form) return refused('programme-not-found')
      const draft = await findDraft(tx, { contributorId, programmeId, by })
      if (!draft) return refused('answers-already-recorded')
      const answers = answersThatStillFit(form, draft.answers)
      if (asked.answers && JSON.stringify(asked.answers) !== JSON.stringify(answers)) return refused('answers-changed')
      const at = portal.clock.now()
      return answering(standing, form, { formId, answers: draft.answers, snapshot, at, askAgainOn })
    },
    (tx) => deleteDraft(tx, { contributorId, programmeId, by }),
  )
}
