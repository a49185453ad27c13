import type { Form } from '#app/domain/consent/form.ts'
import { answerColumn } from '#app/domain/import/columns.ts'
import { wordsIn } from '#app/i18n/words-in.ts'

/** A form version as the columns of its file: which answers each of them takes, and what they say. */
export type ImportForm = {
  id: string
  version: string
  title: string
  lang: string
  languages: string[]
  answers: { column: string; question: string; several: boolean; values: { value: string; label: string }[] }[]
}

export function importForm({ id, version, words, questions }: Form, language: string): ImportForm {
  const [own, lang] = wordsIn(words, language) ?? [null, language]
  return {
    ...{ id, version, lang, title: own?.title ?? id, languages: Object.keys(words) },
    answers: questions.map((question) => ({
      column: answerColumn(question.id),
      question: own?.questions[question.id]?.question ?? question.id,
      several: question.several ?? false,
      values: question.options
        .filter(({ outcome }) => outcome !== 'deferral')
        .map(({ value }) => ({ value, label: own?.questions[question.id]?.options[value]?.label ?? value })),
    })),
  }
}
