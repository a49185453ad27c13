import type { FormWords } from '#app/domain/consent/form.ts'
import { fittedContent } from '#app/domain/form/fitted-words.ts'
import type { FormContent, FormDraft } from '#app/domain/form/form-draft.ts'
import { aWordedForm } from '#tests/support/worded-form.ts'

/** A second version that lacks nothing in these languages; `change` is what its author declared. */
export function aWholeForm(languages: readonly string[] = ['en', 'sl']): FormContent {
  const { id: _id, words, ...form } = aWordedForm('lung', '2')
  const english = words.en as FormWords
  const checks = [{ id: 'stays', options: ['hospital', 'cloud'], right: 'hospital' }]
  const own: FormWords = {
    ...english,
    what_changed: ['Companies are a question of their own now.'],
    checks: {
      stays: {
        question: 'Where do your images stay?',
        options: { hospital: 'In the hospital', cloud: 'Somewhere else' },
        explanation: 'They stay in the hospital.',
      },
    },
  }
  const content: FormContent = { ...form, words: {}, checks, follows: 'lung-1', change: 'major' }
  return fittedContent({ ...content, words: Object.fromEntries(languages.map((code) => [code, own])) }, languages)
}

export const AUTHOR = '11111111-1111-4111-8111-111111111111'
export const EDITOR = '22222222-2222-4222-8222-222222222222'
export const APPROVER = '33333333-3333-4333-8333-333333333333'

/** The same as a draft that waits for its approver. */
export function aDraftInReview(changes: Partial<FormDraft> = {}): FormDraft {
  return {
    ...aWholeForm(),
    id: '44444444-4444-4444-8444-444444444444',
    state: 'in-review',
    revision: 7,
    authoredBy: AUTHOR,
    editedBy: [AUTHOR, EDITOR],
    createdAt: new Date('2026-01-01T00:00:00Z'),
    ...changes,
  }
}
