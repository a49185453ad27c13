import { type Day, dayOf, yearsAfter } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import type { AskAgainRefusal } from './ask-again.ts'
import { type Choices, NO_CHOICES } from './choices.ts'
import { deferral } from './deferral.ts'
import type { ConsentEvent, Snapshot } from './events.ts'
import type { Answers, Form, QuestionOption } from './form.ts'
import { consentTo, type Standing } from './standing.ts'
import { answersAsked, nextQuestion, optionsChosen } from './way-through.ts'

export type AnsweringRefusal = 'form-changed' | 'answers-incomplete' | 'objection-stands' | AskAgainRefusal

/** What a person confirms; `askAgainOn` goes with *later* alone. */
export type Confirmation = {
  formId: string
  answers: Answers
  snapshot: Snapshot
  at: Date
  askAgainOn?: Day | null | undefined
}

/** What follows when a person confirms her answers to a form (GDPR Art. 7). */
export function answering(
  standing: Standing,
  form: Form,
  { formId, answers, snapshot, at, askAgainOn = null }: Confirmation,
): Decision<ConsentEvent, AnsweringRefusal> {
  if (formId !== form.id) return refused('form-changed')
  if (nextQuestion(form, answers)) return refused('answers-incomplete')

  const base = {
    programmeId: form.programmeId,
    formId,
    language: snapshot.language,
    snapshot,
    answers: answersAsked(form, answers),
  }
  switch (outcomeOf(form, answers)) {
    case 'refusal':
      return recorded({ type: 'consent-refused', ...base })
    case 'deferral':
      return deferral(base, { consent: consentTo(standing, form.programmeId), askAgainOn, at })
    case 'consent': {
      if (standing.objectedIn.length > 0) return refused('objection-stands')
      const type = consentTo(standing, form.programmeId)?.state === 'given' ? 'consent-changed' : 'consent-given'
      const choices = choicesFrom(form, answers, dayOf(at))
      return recorded({ type, choices, expiresAt: expiryOf(form, at), ...base })
    }
    default:
      return refused('answers-incomplete')
  }
}

/** What the answers come to: a *no* or *later* ends the questions, so the last outcome is the one that counts. */
export function outcomeOf(form: Form, answers: Answers): QuestionOption['outcome'] | null {
  return optionsChosen(form, answers).findLast(({ outcome }) => outcome)?.outcome ?? null
}

/** The provisions that the answers give: one permit, the intersection of what each axis was given. */
export function choicesFrom(form: Form, answers: Answers, today: Day): Choices {
  if (outcomeOf(form, answers) !== 'consent') return NO_CHOICES
  const options = optionsChosen(form, answers)
  const afterDeath = options.find(({ after_death }) => after_death)?.after_death
  const only = (which: QuestionOption['scans']) => options.some(({ scans }) => scans === which)
  return {
    provisions: [
      {
        effect: 'permit',
        purpose: added(options, 'purpose'),
        recipient: added(options, 'recipient'),
        region: added(options, 'region'),
        data: added(options, 'data'),
        from: null,
        until: untilIn(options, today),
        acquired_from: only('still-to-come') ? today : null,
        acquired_until: only('already-made') ? today : null,
      },
    ],
    recontact: options.some(({ recontact }) => recontact === true),
    incidental_findings: options.find((option) => option.incidental_findings)?.incidental_findings ?? 'no',
    ...(afterDeath && { after_death: afterDeath }),
  }
}

/** The earliest end that an answer set to the use, if any did. */
function untilIn(options: readonly QuestionOption[], today: Day): Day | null {
  const years = options.flatMap(({ use_years }) => use_years ?? [])
  return years.length > 0 ? yearsAfter(today, Math.min(...years)) : null
}

function added(options: readonly QuestionOption[], axis: 'purpose' | 'recipient' | 'region' | 'data'): string[] {
  return [...new Set(options.flatMap(({ adds }) => adds?.[axis] ?? []))]
}

/** A consent ends with the day on which its years are over (UTC). */
function expiryOf(form: Form, at: Date): Date {
  return new Date(`${yearsAfter(dayOf(at), form.validYears)}T00:00:00Z`)
}
