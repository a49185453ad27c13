import { type Day, dayOf } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { type AskAgainRefusal, bounded } from './ask-again.ts'
import { type Choices, NO_CHOICES } from './choices.ts'
import type { ConsentEvent, Snapshot } from './events.ts'
import type { Answers, Form, Question, QuestionOption } from './form.ts'
import { consentTo, type Standing } from './standing.ts'

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
      return deferred(base, askAgainOn, dayOf(at))
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

function deferred(
  base: Omit<Extract<ConsentEvent, { type: 'consent-deferred' }>, 'type' | 'askAgainOn'>,
  askAgainOn: Day | null,
  today: Day,
): Decision<ConsentEvent, AskAgainRefusal> {
  const day = askAgainOn === null ? null : bounded(askAgainOn, today)
  if (day && !day.ok) return day
  return recorded({ type: 'consent-deferred', ...base, askAgainOn: day?.event ?? null })
}

/** The first question without an answer, or null once the answers can be checked; *no* and *later* end the questions. */
export function nextQuestion(form: Form, answers: Answers): Question | null {
  for (const question of form.questions) {
    const option = chosen(question, answers)
    if (!option) return question
    if (option.outcome && option.outcome !== 'consent') return null
  }
  return null
}

/** The questions that these answers lead through, in order. */
export function questionsAsked(form: Form, answers: Answers): Question[] {
  const ends = form.questions.findIndex((question) => {
    const outcome = chosen(question, answers)?.outcome
    return outcome && outcome !== 'consent'
  })
  return ends === -1 ? form.questions : form.questions.slice(0, ends + 1)
}

/** The answers to the questions that these answers lead through; what was answered beyond them was not asked in the end. */
function answersAsked(form: Form, answers: Answers): Answers {
  return answersTo(questionsAsked(form, answers), answers)
}

/** The answers that still fit, when a form changed while somebody was answering it. */
export function answersThatStillFit(form: Form, answers: Answers): Answers {
  return answersTo(form.questions, answers)
}

function answersTo(questions: readonly Question[], answers: Answers): Answers {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const option = chosen(question, answers)
      return option ? [[question.id, option.value]] : []
    }),
  )
}

/** What the answers come to: a *no* or *later* ends the questions, so the last outcome is the one that counts. */
export function outcomeOf(form: Form, answers: Answers): QuestionOption['outcome'] | null {
  return optionsChosen(form, answers).findLast(({ outcome }) => outcome)?.outcome ?? null
}

/** The provisions that the answers give: one permit, the intersection of what each axis was given. */
export function choicesFrom(form: Form, answers: Answers, today: Day): Choices {
  if (outcomeOf(form, answers) !== 'consent') return NO_CHOICES
  const options = optionsChosen(form, answers)
  const onlyScansMade = options.some(({ scans }) => scans === 'already-made')
  return {
    provisions: [
      {
        effect: 'permit',
        purpose: added(options, 'purpose'),
        recipient: added(options, 'recipient'),
        region: added(options, 'region'),
        data: added(options, 'data'),
        from: null,
        until: null,
        acquired_from: null,
        acquired_until: onlyScansMade ? today : null,
      },
    ],
    recontact: options.some(({ recontact }) => recontact === true),
    incidental_findings: options.find((option) => option.incidental_findings)?.incidental_findings ?? 'no',
  }
}

function added(options: readonly QuestionOption[], axis: 'purpose' | 'recipient' | 'region' | 'data'): string[] {
  return [...new Set(options.flatMap(({ adds }) => adds?.[axis] ?? []))]
}

function optionsChosen(form: Form, answers: Answers): QuestionOption[] {
  return questionsAsked(form, answers).flatMap((question) => chosen(question, answers) ?? [])
}

function chosen(question: Question, answers: Answers): QuestionOption | undefined {
  return question.options.find(({ value }) => value === answers[question.id])
}

/** A consent ends with the day on which its years are over (UTC). */
function expiryOf(form: Form, at: Date): Date {
  const ends = new Date(`${dayOf(at)}T00:00:00Z`)
  ends.setUTCFullYear(ends.getUTCFullYear() + form.validYears)
  return ends
}
