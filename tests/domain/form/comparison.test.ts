import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Form, FormWords } from '#app/domain/consent/form.ts'
import { type Comparison, comparison } from '#app/domain/form/comparison.ts'
import { sentenceDifference } from '#app/domain/form/sentence-difference.ts'
import { aWordedForm } from '#tests/support/worded-form.ts'
import { anyForm } from './support/any-form.ts'

const first = aWordedForm('lung', '1')
const WORDS = first.words.en as FormWords

/** The version after the first, with these changes. */
function second(words: Partial<FormWords>, changes: Partial<Form> = {}): Form {
  return { ...first, id: 'lung-2', version: '2', follows: first.id, words: { en: { ...WORDS, ...words } }, ...changes }
}

function compared(before: Form, after: Form, versions: readonly Form[] = [], languages = ['en']): Comparison {
  const decision = comparison({ before, after, versions }, languages)
  if (!decision.ok) throw new Error(decision.refusal)
  return decision.event
}

describe('in words', () => {
  test('a promise that was reworded is shown before and after, one that stayed is not', () => {
    const before = second({ promises: ['It stays here.', 'You can stop.'] })
    const after = second(
      { promises: ['It stays here.', 'You can stop at any time.'] },
      { id: 'lung-3', follows: 'lung-2' },
    )
    const texts = [{ text: 'promise', option: null, before: 'You can stop.', after: 'You can stop at any time.' }]
    expect(compared(before, after).words).toEqual([{ kind: 'promises', id: '', name: '', news: 'changed', texts }])
  })

  test('a promise in the middle that is gone leaves the others alone', () => {
    const before = second({ promises: ['One.', 'Two.', 'Three.'] })
    const after = second({ promises: ['One.', 'Three.', 'Four.'] }, { id: 'lung-3', follows: 'lung-2' })
    expect(compared(before, after).words[0]?.texts).toEqual([
      { text: 'promise', option: null, before: 'Two.', after: null },
      { text: 'promise', option: null, before: null, after: 'Four.' },
    ])
  })

  test('short, longer and legal text of a section are told apart', () => {
    const [section] = WORDS.sections
    if (!section) throw new Error('no section')
    const { words } = compared(first, second({ sections: [{ ...section, longer: 'More.', legal: 'Art. 9.' }] }))
    expect(words).toHaveLength(1)
    expect(words[0]).toMatchObject({ kind: 'section', id: 'what-leaves', name: 'What leaves', news: 'changed' })
    expect(words[0]?.texts.map(({ text }) => text)).toEqual(['longer', 'legal'])
  })

  test('a new section and one that is gone are shown whole, under their headings', () => {
    const section = { id: 'who', heading: 'Who asks', short: 'We do.', longer: 'We all do.', legal: '' }
    const { words } = compared(first, second({ sections: [section] }))
    expect(words.map(({ id, name, news, texts }) => [id, name, news, texts.length])).toEqual([
      ['who', 'Who asks', 'added', 3],
      ['what-leaves', 'What leaves', 'removed', 4],
    ])
  })

  test('an answer that means something else is shown under its label', () => {
    const after = structuredClone(WORDS)
    const yes = after.questions.companies?.options.yes
    if (yes) yes.meaning = 'Companies may, for AI.'
    const { words } = compared(first, second(after))
    expect(words[0]?.texts).toEqual([
      { text: 'meaning', option: 'Yes, companies too', before: 'Companies may.', after: 'Companies may, for AI.' },
    ])
  })

  test('the authors’ own sentences of every version on the way come first, oldest first', () => {
    const next = second({ what_changed: ['We added a section.'] })
    const last = second({ what_changed: ['Companies too.', 'And longer.'] }, { id: 'lung-3', follows: 'lung-2' })
    expect(compared(first, last, [next]).said).toEqual(['We added a section.', 'Companies too.', 'And longer.'])
    expect(compared(next, last).said).toEqual(['Companies too.', 'And longer.'])
  })

  test('it is told in the reader’s language where both versions have it, else in the next one', () => {
    const sl = { ...WORDS, title: 'Vaše slike' }
    const [before, after] = [second({}), second({}, { id: 'lung-3', follows: 'lung-2' })]
    after.words.sl = sl
    expect(compared(before, after, [], ['sl', 'en']).language).toBe('en')
    before.words.sl = sl
    expect(compared(before, after, [], ['sl', 'en']).language).toBe('sl')
  })
})

describe('in effect', () => {
  test('codes that an answer gives now are wider, codes that it no longer gives are narrower', () => {
    const [takePart, companies] = structuredClone(first.questions)
    if (!takePart || !companies) throw new Error('no questions')
    takePart.options = takePart.options.map((option) =>
      option.adds ? { ...option, adds: { ...option.adds, purpose: ['ai-development', 'education'] } } : option,
    )
    takePart.several = true
    const answer = { question: 'May your scans be used?', option: 'Yes, my scans' }
    expect(compared(first, second({}, { questions: [takePart, companies] })).effects).toEqual([
      { effect: 'several-answers', question: 'May your scans be used?' },
      { effect: 'wider', axis: 'purpose', codes: ['education'], ...answer },
      { effect: 'narrower', axis: 'purpose', codes: ['ai-validation', 'scientific-research'], ...answer },
    ])
  })

  test('a question that is gone takes with it what its answers gave', () => {
    const effects = compared(first, second({}, { questions: first.questions.slice(0, 1) })).effects
    expect(effects).toEqual([
      { effect: 'question-removed', question: 'May companies use them too?' },
      {
        effect: 'narrower',
        axis: 'recipient',
        codes: ['company'],
        question: 'May companies use them too?',
        option: 'Yes, companies too',
      },
    ])
  })

  test('years, the reach in time of an answer, checks and order are told', () => {
    const [takePart, companies] = structuredClone(first.questions)
    if (!takePart || !companies) throw new Error('no questions')
    companies.options = [
      { value: 'no', scans: 'already-made' },
      { value: 'yes', adds: { recipient: ['company'] }, use_years: 2, leads_to: ['take-part'] },
    ]
    const checks = [...(first.checks ?? []), { id: 'why', options: ['yes', 'no'], right: 'yes' }]
    const { effects } = compared(first, second({}, { validYears: 10, questions: [companies, takePart], checks }))
    expect(effects.map((change) => change.effect)).toEqual([
      'years',
      'scans',
      'use_years',
      'leads_to',
      'order',
      'check-added',
      'order',
    ])
  })

  test('a check with another right answer is told', () => {
    const check = { id: 'why', options: ['yes', 'no'], right: 'yes' }
    const before = second({}, { checks: [check] })
    const after = second({}, { id: 'lung-3', follows: 'lung-2', checks: [{ ...check, right: 'no' }] })
    expect(compared(before, after).effects).toEqual([{ effect: 'check-changed', question: 'why' }])
  })
})

describe('is refused', () => {
  test.each<[string, Form, Form[]]>([
    ['with the form of another programme', second({}, { programmeId: 'breast' }), []],
    ['with a version that follows none', second({}, { follows: null }), []],
    ['with a version that follows an unknown one', second({}, { follows: 'lung-9' }), []],
    [
      'where the chain leads through another programme',
      second({}, { id: 'lung-3', follows: 'lung-2' }),
      [second({}, { programmeId: 'breast' })],
    ],
    [
      'where the chain is a circle without it',
      second({}, { id: 'lung-3', follows: 'lung-2' }),
      [second({}, { follows: 'lung-3' })],
    ],
  ])('%s', (_, after, versions) => {
    expect(comparison({ before: first, after, versions }, ['en'])).toEqual({ ok: false, refusal: 'forms-unrelated' })
  })

  test('backwards', () => {
    expect(comparison({ before: second({}), after: first, versions: [] }, ['en']).ok).toBe(false)
  })

  test('where the two have no language in common', () => {
    const after = second({}, { words: { sl: WORDS } })
    const decision = comparison({ before: first, after, versions: [] }, ['en'])
    expect(decision).toEqual({ ok: false, refusal: 'forms-share-no-language' })
  })
})

describe('whatever the forms say', () => {
  test('a form compared with itself differs in nothing', () => {
    fc.assert(
      fc.property(anyForm('lung-1', null), (form) => {
        expect(compared(form, form)).toEqual({ language: 'en', said: [], words: [], effects: [] })
      }),
    )
  })

  test('every text that differs appears, and every text that appears differs', () => {
    fc.assert(
      fc.property(anyForm('lung-1', null), anyForm('lung-2', 'lung-1'), (before, after) => {
        const told = compared(before, after).words.flatMap(({ texts }) => texts)
        expect(told.every((change) => change.before !== change.after)).toBe(true)
        expect(
          lost(
            before,
            after,
            told.map((change) => change.before),
          ),
        ).toEqual([])
        expect(
          lost(
            after,
            before,
            told.map((change) => change.after),
          ),
        ).toEqual([])
      }),
    )
  })

  test('the sentences that stayed and are gone are the old text, those that stayed and are new the new one', () => {
    const text = fc
      .array(fc.constantFrom('One is here. ', 'Two is there! ', 'Три тут. ', 'Τέσσερα; ', ' ', 'x'))
      .map((all) => all.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = sentenceDifference(before, after, 'en')
        const side = (kind: 'gone' | 'new') =>
          pieces
            .filter((one) => one.kind === 'same' || one.kind === kind)
            .map((one) => one.text)
            .join('')
        expect(bare(side('gone'))).toBe(bare(before))
        expect(bare(side('new'))).toBe(bare(after))
        expect(pieces.every(({ kind }) => kind === 'same')).toBe(before === after)
      }),
    )
  })
})

function bare(text: string): string {
  return text.replace(/\s/g, '')
}

/** Texts of one version that the other does not have anywhere and that were not told. */
function lost(one: Form, other: Form, told: readonly (string | null)[]): string[] {
  const there = new Set(textsOf(other.words.en))
  return textsOf(one.words.en).filter((text) => text !== '' && !there.has(text) && !told.includes(text))
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  const { id: _, what_changed: __, ...rest } = (value ?? {}) as Record<string, unknown>
  return Object.values(rest).flatMap(textsOf)
}
