import { dayOf } from '#app/domain/day.ts'
import type { FormContent } from '#app/domain/form/form-draft.ts'
import type { Language } from '#app/i18n/languages.ts'
import { optionMeaning } from '#app/i18n/option-meaning.ts'
import type { Translate } from '#app/i18n/translate.ts'

/** One question as somebody reads it whose answers led her there; null where the form has none of this name. */
export function previewedQuestion(t: Translate, lang: Language, content: FormContent, id: string, at: Date) {
  const place = content.questions.findIndex((question) => question.id === id)
  const question = content.questions[place]
  if (!question) return null
  const words = content.words[lang]?.questions[id]
  return {
    id,
    question: words?.question ?? '',
    help: words?.help ?? '',
    several: question.several === true,
    options: question.options.map((option) => ({
      value: option.value,
      ...(words?.options[option.value] ?? { label: option.value, meaning: '' }),
      means: optionMeaning(t, lang, question, option, { today: dayOf(at), validYears: content.validYears }),
    })),
    number: place + 1,
    total: content.questions.length,
  }
}

export type PreviewedWords = NonNullable<ReturnType<typeof previewedQuestion>>
