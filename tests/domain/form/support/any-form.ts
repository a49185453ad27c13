import fc from 'fast-check'
import type { Form, FormWords } from '#app/domain/consent/form.ts'

const anyText = fc.oneof(fc.constantFrom('', 'Yes.', 'No.', 'Later. Or not.', 'Ναι.', 'Так, добре.'), fc.string())
const id = fc.constantFrom('who', 'what', 'where', 'when')

/** Any version of a form in English; of few ids, so that two of them have parts in common. */
export function anyForm(formId: string, follows: string | null, text = anyText): fc.Arbitrary<Form> {
  return fc
    .record({
      words: anyWords(text),
      validYears: fc.integer({ min: 1, max: 3 }),
      codes: fc.subarray(['company', 'non-profit']),
    })
    .map(({ words, validYears, codes }) => ({
      id: formId,
      programmeId: 'lung',
      version: formId,
      validYears,
      follows,
      questions: Object.entries(words.questions).map(([id, { options }]) => ({
        id,
        options: Object.keys(options).map((value) => ({ value, adds: { recipient: codes } })),
      })),
      checks: Object.entries(words.checks ?? {}).map(([id, { options }]) => ({
        id,
        options: Object.keys(options),
        right: Object.keys(options)[0] ?? '',
      })),
      words: { en: words },
    }))
}

function anyWords(text: fc.Arbitrary<string>): fc.Arbitrary<FormWords> {
  return fc.record({
    title: text,
    promises: fc.array(text, { maxLength: 5 }),
    sections: fc.uniqueArray(fc.record({ id, heading: text, short: text, longer: text, legal: text }), {
      selector: (section) => section.id,
    }),
    questions: fc.dictionary(
      id,
      fc.record({
        question: text,
        help: text,
        options: fc.dictionary(id, fc.record({ label: text, meaning: text }), { noNullPrototype: true }),
      }),
      { noNullPrototype: true },
    ),
    what_changed: fc.constant([]),
    checks: fc.dictionary(
      id,
      fc.record({ question: text, options: fc.dictionary(id, text, { noNullPrototype: true }), explanation: text }),
      { noNullPrototype: true },
    ),
  })
}
