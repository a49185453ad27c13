import { describe, expect, test } from 'vitest'
import type { Form, Question, QuestionOption } from '#app/domain/consent/form.ts'
import {
  formDiscarding,
  formSendingBack,
  formSubmission,
  replacement,
  structureEdit,
  wordsEdit,
} from '#app/domain/form/drafting.ts'
import type { FormDraft } from '#app/domain/form/form-draft.ts'
import { formPublication } from '#app/domain/form/form-publication.ts'
import { missingFormWords } from '#app/domain/form/missing-form-words.ts'
import { firstContent } from '#app/domain/form/new-draft.ts'
import { APPROVER, AUTHOR, aDraftInReview, aWholeForm, EDITOR } from '../support/whole-form.ts'

const LANGUAGES = ['en', 'sl']
const current: Form = { ...aWholeForm(), id: 'lung-1', version: '1', follows: null, change: null }
const refusal = (code: string) => ({ ok: false, refusal: code })

function published(changes: Partial<FormDraft> = {}, known: Partial<Parameters<typeof formPublication>[1]> = {}) {
  const draft = aDraftInReview(changes)
  return formPublication(draft, { by: APPROVER, current, taken: ['1'], languages: LANGUAGES, ...known })
}

/** The questions with this one's options changed. */
function withOptions(change: (options: QuestionOption[]) => QuestionOption[], place = 0): Question[] {
  return aWholeForm().questions.map((one, at) => (at === place ? { ...one, options: change(one.options) } : one))
}

describe('a form is published', () => {
  test('whole, in every language, by somebody who wrote nothing of it', () => {
    expect(published()).toMatchObject({ ok: true, event: { id: 'lung-2', follows: 'lung-1', change: 'major' } })
  })

  test('as a programme’s first, with nothing to declare', () => {
    const first = { follows: null, change: null, version: '1' }
    expect(published(first, { current: null, taken: [] })).toMatchObject({ ok: true, event: { id: 'lung-1' } })
  })

  test.each([
    ['its author', AUTHOR],
    ['whoever edited it last', EDITOR],
  ])('not by %s', (_who, by) => {
    expect(published({}, { by })).toEqual(refusal('form-own-work'))
  })

  test('not before anybody asked for review', () => {
    expect(published({ state: 'draft' })).toEqual(refusal('form-not-in-review'))
  })

  test('not under the name of a version that people were asked with', () => {
    expect(published({ version: '1' })).toEqual(refusal('form-version-taken'))
  })

  test.each([
    ['an older version', 'lung-0'],
    ['none', null],
  ])('not where it follows %s and people are asked with another one now', (_what, follows) => {
    expect(published({ follows })).toEqual(refusal('form-not-of-current'))
  })

  test('not without its author’s word on how much it changes', () => {
    expect(published({ change: null })).toEqual(refusal('form-change-not-declared'))
  })

  test('not with a language missing', () => {
    expect(published({}, { languages: [...LANGUAGES, 'uk'] })).toEqual(refusal('form-languages-missing'))
  })
})

describe('a minor change', () => {
  test('may be in the words alone', () => {
    expect(published({ change: 'minor' })).toMatchObject({ ok: true, event: { change: 'minor' } })
  })

  test.each<[string, Partial<FormDraft>]>([
    ['lets more people use the scans', { questions: withOptions(addingCompanies) }],
    ['has fewer questions', { questions: aWholeForm().questions.slice(0, 1) }],
    ['holds for longer', { validYears: 6 }],
  ])('is major once it %s', (_what, changes) => {
    expect(published({ ...changes, change: 'minor' })).toEqual(refusal('form-change-is-major'))
    expect(published({ ...changes, change: 'major' })).toMatchObject({ ok: true })
  })

  test('is seen by what is asked and not by the order in which it was stored', () => {
    const stored = withOptions((options) =>
      options.map((one) => Object.fromEntries(Object.entries(one).reverse()) as QuestionOption),
    )
    expect(published({ questions: stored, change: 'minor' })).toMatchObject({ ok: true })
  })
})

function addingCompanies(options: QuestionOption[]): QuestionOption[] {
  return options.map((one) => (one.adds ? { ...one, adds: { ...one.adds, recipient: ['company'] } } : one))
}

describe('the questions', () => {
  test.each<[string, Question[], string]>([
    [
      'let nobody refuse',
      withOptions((all) => all.filter((one) => one.outcome !== 'refusal')),
      'form-first-question-unfair',
    ],
    [
      'let nobody wait',
      withOptions((all) => all.filter((one) => one.outcome !== 'deferral')),
      'form-first-question-unfair',
    ],
    [
      'let nobody agree',
      withOptions((all) => all.filter((one) => one.outcome !== 'consent')),
      'form-first-question-unfair',
    ],
    ['are none', [], 'form-first-question-unfair'],
    [
      'end for everybody before the last',
      withOptions((all) => all.map((one) => ({ ...one, outcome: 'refusal' })), 1),
      'form-consent-not-reachable',
    ],
    ['take a yes for nothing', withOptions((all) => all.map(({ adds: _adds, ...one }) => one)), 'form-consent-empty'],
    [
      'lead back to where people came from',
      withOptions((all) => all.map((one) => ({ ...one, leads_to: ['take-part'] })), 1),
      'form-leads-nowhere',
    ],
    ['give two answers one name', withOptions((all) => [...all, ...all], 1), 'form-ids-repeated'],
  ])('are not put before people when they %s', (_what, questions, code) => {
    expect(published({ questions })).toEqual(refusal(code))
  })

  test('may permit nothing at first, where a yes leads to more of them', () => {
    const [first, second] = aWholeForm().questions as [Question, Question]
    const adds = first.options[0]?.adds
    const bare = first.options.map(({ adds: _adds, ...one }) =>
      one.outcome === 'consent' ? { ...one, leads_to: ['companies'] } : one,
    )
    const questions = [
      { ...first, options: bare },
      { ...second, options: second.options.map((one) => ({ ...one, ...(adds && { adds }) })) },
    ]
    expect(published({ questions })).toMatchObject({ ok: true })
  })

  test('that check the understanding have a right answer among theirs', () => {
    const checks = [{ id: 'stays', options: ['cloud'], right: 'hospital' }]
    expect(published({ checks })).toEqual(refusal('form-check-without-right-answer'))
  })
})

describe('what a language lacks', () => {
  const whole = aWholeForm()

  test('is nothing once every text is there', () => {
    expect(missingFormWords(whole, 'sl')).toEqual([])
  })

  test('is everything where nobody wrote a word', () => {
    const parts = new Set(missingFormWords(whole, 'uk').map(({ part }) => part))
    expect(parts.size).toBe(14)
  })

  test('is counted by the languages that say more', () => {
    const en = { ...whole.words.en, promises: ['One.', 'Two.'] } as (typeof whole.words)[string]
    const words = { ...whole.words, en }
    expect(missingFormWords({ ...whole, words }, 'sl')).toEqual([{ part: 'promise', of: '2' }])
  })

  test('is what changed, of a version that follows another one', () => {
    const words = Object.fromEntries(
      Object.entries(whole.words).map(([code, own]) => [code, { ...own, what_changed: [] }]),
    )
    expect(missingFormWords({ ...whole, words }, 'en')).toEqual([{ part: 'what-changed', of: '1' }])
    expect(missingFormWords({ ...whole, words, follows: null }, 'en')).toEqual([])
  })
})

describe('a draft', () => {
  const draft = aDraftInReview({ state: 'draft' })
  const words = aWholeForm().words.en as FormDraft['words'][string]

  test('keeps what was written for the parts that stay, and makes room for new ones in every language', () => {
    const questions = [...draft.questions, { id: 'reports', options: [{ value: 'yes' }, { value: 'no' }] }]
    const after = structureEdit(draft, {
      by: EDITOR,
      structure: { questions, sections: ['who-checks', 'what-leaves'] },
      languages: LANGUAGES,
    })
    expect(after).toMatchObject({
      ok: true,
      event: {
        after: {
          revision: 8,
          words: {
            sl: {
              sections: [{ id: 'who-checks', heading: '' }, words.sections[0]],
              questions: { reports: { question: '' } },
            },
          },
        },
      },
    })
  })

  test('takes no words about what it does not ask', () => {
    const foreign = {
      ...words,
      questions: { ...words.questions, blood: { question: 'Blood?', help: '', options: {} } },
    }
    expect(wordsEdit(draft, { by: EDITOR, language: 'en', words: foreign })).toEqual(
      refusal('form-words-of-another-form'),
    )
  })

  test('is named after whoever changed it, once', () => {
    const edit = wordsEdit(draft, { by: APPROVER, language: 'en', words })
    expect(edit.ok && edit.event.after.editedBy).toEqual([AUTHOR, EDITOR, APPROVER])
  })

  test('does not change while somebody reads it to approve it', () => {
    const waiting = aDraftInReview()
    const file = { by: EDITOR, content: aWholeForm() }
    const structure = { by: EDITOR, structure: { validYears: 9 }, languages: LANGUAGES }
    for (const attempt of [
      wordsEdit(waiting, { by: EDITOR, language: 'en', words }),
      replacement(waiting, file),
      structureEdit(waiting, structure),
    ]) {
      expect(attempt).toEqual(refusal('form-not-draft'))
    }
  })

  test('becomes no form of another programme', () => {
    const content = { ...aWholeForm(), programmeId: 'breast' }
    expect(replacement(draft, { by: EDITOR, content })).toEqual(refusal('form-of-another-programme'))
  })

  test('waits for an approver once nothing is missing, and comes back as it was', () => {
    const submitted = formSubmission(draft, { current, languages: LANGUAGES })
    expect(submitted).toMatchObject({ ok: true, event: { after: { state: 'in-review', editedBy: draft.editedBy } } })
    const back = submitted.ok ? formSendingBack(submitted.event.after) : submitted
    expect(back).toMatchObject({ ok: true, event: { after: { ...draft, revision: 9 } } })
    expect(formSendingBack(draft)).toEqual(refusal('form-not-in-review'))
    expect(formSubmission(draft, { current, languages: ['uk'] })).toEqual(refusal('form-languages-missing'))
  })

  test('is thrown away by those who write it, not while an approver reads it', () => {
    expect(formDiscarding(draft)).toMatchObject({ ok: true, event: { type: 'form-discarded' } })
    expect(formDiscarding({ ...draft, state: 'in-review' })).toEqual(refusal('form-not-draft'))
  })

  test('of a next version begins with every word of the version before, and with nothing said of what changed', () => {
    const content = firstContent({ programmeId: 'lung', current: { ...current, version: '2.9' } }, LANGUAGES)
    expect(content).toMatchObject({ version: '2.10', follows: 'lung-1', change: null, questions: current.questions })
    expect(content.words.en).toEqual({ ...current.words.en, what_changed: [] })
  })
})
