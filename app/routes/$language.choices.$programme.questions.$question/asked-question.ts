import type { Form } from '#app/domain/consent/form.ts'
import { optionsIn, questionsAsked } from '#app/domain/consent/way-through.ts'
import { dayOf } from '#app/domain/day.ts'
import type { Language } from '#app/i18n/languages.ts'
import { optionMeaning } from '#app/i18n/option-meaning.ts'
import type { Translate } from '#app/i18n/translate.ts'
import type { Questions } from '#app/services/read-questions.server.ts'

/** One question as a person reads it in `lang`; null where her answers do not lead to it, or it has no words. */
export function askedQuestion(
  t: Translate,
  lang: Language,
  { form, answers }: Pick<Questions, 'form' | 'answers'>,
  { id, at }: { id: string; at: Date },
) {
  const asked = questionsAsked(form, answers)
  const place = asked.findIndex((question) => question.id === id)
  const question = asked[place]
  const words = wordsOf(form, lang, id)
  if (!question || !words) return null
  return {
    words: { question: words.question, help: words.help },
    several: question.several === true,
    options: question.options.map((option) => ({
      value: option.value,
      ...(words.options[option.value] ?? { label: option.value }),
      means: optionMeaning(t, lang, question, option, { today: dayOf(at), validYears: form.validYears }),
    })),
    chosen: optionsIn(question, answers[id]).map(({ value }) => value),
    number: place + 1,
    total: asked.length,
    back: asked[place - 1]?.id ?? '',
  }
}

function wordsOf(form: Form, lang: string, id: string) {
  const words = form.words[lang]?.questions ?? {}
  return Object.hasOwn(words, id) ? words[id] : undefined
}
