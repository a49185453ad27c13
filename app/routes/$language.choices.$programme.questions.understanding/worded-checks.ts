import type { Form } from '#app/domain/consent/form.ts'
import { wordsIn } from '#app/i18n/words-in.ts'

export type WordedCheck = {
  id: string
  question: string
  options: { value: string; label: string }[]
  right: string
  explanation: string
}

/** A form's questions for understanding as a person reads them, with the language they are in; null where it has none. */
export function wordedChecks(
  { checks = [], words }: Form,
  language: string,
): { checks: WordedCheck[]; lang: string } | null {
  const found = wordsIn(words, language)
  if (!found) return null
  const worded = checks.flatMap(({ id, options, right }) => {
    const asked = found[0].checks?.[id]
    if (!asked) return []
    const labelled = options.map((value) => ({ value, label: asked.options[value] ?? value }))
    return [{ id, question: asked.question, options: labelled, right, explanation: asked.explanation }]
  })
  return worded.length > 0 ? { checks: worded, lang: found[1] } : null
}
