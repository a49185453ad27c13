import { outcomeOf } from '#app/domain/consent/answering.ts'
import type { Snapshot } from '#app/domain/consent/events.ts'
import type { Answers, Form } from '#app/domain/consent/form.ts'
import { formSnapshot } from '#app/domain/consent/snapshot.ts'
import type { ConsentStanding } from '#app/domain/consent/standing.ts'
import type { Day } from '#app/domain/day.ts'
import { answersSummary } from '#app/i18n/answers-summary.ts'
import { formatDay } from '#app/i18n/format.ts'
import type { Language } from '#app/i18n/languages.ts'
import type { Translate } from '#app/i18n/translate.ts'

type Confirmed = {
  form: Form
  answers: Answers
  askAgainOn: Day | null
  at: Date
  /** What she had said before. */
  before: ConsentStanding | null
}

/** What stood on the check page when she confirmed; with *later* also when she wants to be asked again. */
export function confirmedSnapshot(t: Translate, lang: Language, confirmed: Confirmed): Snapshot {
  const { form, answers, askAgainOn, at, before } = confirmed
  const snapshot = formSnapshot(form, lang, answers, answersSummary(t, lang, form, answers, { at, before }))
  if (outcomeOf(form, answers) !== 'deferral') return snapshot
  const day = askAgainOn ? formatDay(lang, askAgainOn) : t('ask-again:when.no-date')
  return { ...snapshot, answers: [...snapshot.answers, { question: t('ask-again:question'), answer: day }] }
}
