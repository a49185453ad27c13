import type { i18n as I18n } from 'i18next'
import type { Form } from '#app/domain/consent/form.ts'
import type { PaperRow } from '#app/domain/import/row.ts'
import { answersSummary } from '#app/i18n/answers-summary.ts'
import type { Language } from '#app/i18n/languages.ts'
import { translateInto } from '#app/i18n/translate.ts'

/** What a paper's answers mean from the day on which it was signed, in its language. Many people answer alike: each meaning is written once. */
export function paperSummaries(words: I18n): (form: Form, paper: PaperRow) => string[] {
  const written = new Map<string, string[]>()
  return (form, { language, signedOn, answers }) => {
    const key = JSON.stringify([form.id, language, signedOn, answers])
    const summary = written.get(key) ?? summaryOf(words, form, { language: language as Language, signedOn, answers })
    written.set(key, summary)
    return summary
  }
}

type Signed = Pick<PaperRow, 'signedOn' | 'answers'> & { language: Language }

function summaryOf(words: I18n, form: Form, { language, signedOn, answers }: Signed): string[] {
  const at = new Date(`${signedOn}T00:00:00Z`)
  return answersSummary(translateInto(language, words), language, form, answers, { at, before: null })
}
