import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choicesFrom, outcomeOf } from '#app/domain/consent/answering.ts'
import type { Answers, Form, Question } from '#app/domain/consent/form.ts'
import { permittingProvision } from '#app/domain/consent/provision.ts'
import { regionContains } from '#app/domain/consent/region.ts'
import {
  answersAsked,
  answersThatStillFit,
  nextQuestion,
  questionsAsked,
  questionsDecided,
} from '#app/domain/consent/way-through.ts'

const TODAY = '2026-11-23'

const ticked = (id: string, axis: 'purpose' | 'recipient' | 'region' | 'data', codes: string[]): Question => ({
  id,
  several: true,
  options: codes.map((code) => ({ value: code.toLowerCase(), adds: { [axis]: [code] } })),
})

const FORM: Form = {
  id: 'lung-3',
  programmeId: 'lung',
  version: '3',
  validYears: 5,
  words: {},
  questions: [
    {
      id: 'take-part',
      options: [
        {
          value: 'public',
          outcome: 'consent',
          adds: { purpose: ['education'], recipient: ['non-profit'], region: ['eu-eea'], data: ['imaging-ct'] },
        },
        { value: 'choose', outcome: 'consent', leads_to: ['who', 'what-for', 'where', 'data', 'period'] },
        { value: 'no', outcome: 'refusal' },
        { value: 'later', outcome: 'deferral' },
      ],
    },
    ticked('who', 'recipient', ['public-research', 'non-profit', 'company']),
    {
      id: 'what-for',
      options: [
        { value: 'research', adds: { purpose: ['scientific-research'] } },
        { value: 'one-by-one', leads_to: ['what-for-exactly'] },
      ],
    },
    ticked('what-for-exactly', 'purpose', ['ai-development', 'education', 'product-development']),
    ticked('where', 'region', ['eu-eea', 'adequate', 'UA']),
    ticked('data', 'data', ['imaging-ct', 'reports', 'clinical']),
    {
      id: 'period',
      options: [
        { value: 'all', scans: 'all' },
        { value: 'made', scans: 'already-made', use_years: 1 },
        { value: 'to-come', scans: 'still-to-come', use_years: 2 },
      ],
    },
    { id: 'contact', options: [{ value: 'yes', recontact: true }, { value: 'no' }] },
  ],
}

const CHOSEN: Answers = {
  'take-part': 'choose',
  who: 'public-research company',
  'what-for': 'one-by-one',
  'what-for-exactly': 'education',
  where: 'eu-eea',
  data: 'imaging-ct reports',
  period: 'all',
  contact: 'no',
}

const idsOf = (answers: Answers) => questionsAsked(FORM, answers).map(({ id }) => id)

describe('whoever wants to choose in detail', () => {
  test('is asked more, and nobody else is', () => {
    expect(idsOf({ 'take-part': 'public' })).toEqual(['take-part', 'contact'])
    expect(idsOf({ 'take-part': 'choose' })).toEqual([
      'take-part',
      'who',
      'what-for',
      'where',
      'data',
      'period',
      'contact',
    ])
  })

  test('is led to single codes only where she wants to name them', () => {
    expect(idsOf(CHOSEN)).toContain('what-for-exactly')
    expect(idsOf({ ...CHOSEN, 'what-for': 'research' })).not.toContain('what-for-exactly')
    expect(nextQuestion(FORM, { ...CHOSEN, 'what-for-exactly': '' })?.id).toBe('what-for-exactly')
  })

  test('is not shown an answer again that only led on to another', () => {
    const shown = questionsDecided(FORM, CHOSEN).map(({ id }) => id)
    expect(shown).toEqual(expect.arrayContaining(['take-part', 'what-for-exactly']))
    expect(shown).not.toContain('what-for')
  })

  test('may tick as much as she likes, in any order, and it is kept in the order of the question', () => {
    expect(nextQuestion(FORM, CHOSEN)).toBeNull()
    expect(answersThatStillFit(FORM, { ...CHOSEN, who: 'company public-research' }).who).toBe('public-research company')
  })

  test.each(['', 'insurer', 'company insurer', 'company company', ' company', 'public-research  company'])(
    'has not answered with %o',
    (who) => expect(nextQuestion(FORM, { ...CHOSEN, who })?.id).toBe('who'),
  )

  test('cannot give two answers where one is asked for', () => {
    expect(nextQuestion(FORM, { ...CHOSEN, 'take-part': 'public choose' })?.id).toBe('take-part')
  })

  test('who goes back to a plain answer leaves behind what she chose in detail', () => {
    const plain = { ...CHOSEN, 'take-part': 'public' }
    expect(answersAsked(FORM, plain)).toEqual({ 'take-part': 'public', contact: 'no' })
    expect(choicesFrom(FORM, plain, TODAY).provisions[0]?.recipient).toEqual(['non-profit'])
  })

  test.each(['no', 'later'])('and then says %s is asked nothing more', (answer) => {
    expect(nextQuestion(FORM, { ...CHOSEN, 'take-part': answer })).toBeNull()
    expect(outcomeOf(FORM, { ...CHOSEN, 'take-part': answer })).not.toBe('consent')
  })
})

describe('the period that she chooses', () => {
  const permit = (period: string) => choicesFrom(FORM, { ...CHOSEN, period }, TODAY).provisions[0]

  test.each([
    ['all', { until: null, acquired_from: null, acquired_until: null }],
    ['made', { until: '2027-11-23', acquired_from: null, acquired_until: TODAY }],
    ['to-come', { until: '2028-11-23', acquired_from: TODAY, acquired_until: null }],
  ])('%s is from and until that day', (period, days) => expect(permit(period)).toMatchObject(days))

  test('shorter than another answer’s is the one that counts', () => {
    const [first, ...rest] = FORM.questions
    const short = {
      ...FORM,
      questions: [first, ...rest, { id: 'end', options: [{ value: 'y', use_years: 1 }] }],
    } as Form
    const provisions = choicesFrom(short, { ...CHOSEN, period: 'to-come', end: 'y' }, TODAY).provisions
    expect(provisions[0]?.until).toBe('2027-11-23')
  })
})

describe('more ticks', () => {
  const subset = (id: string) => {
    const values = FORM.questions.find((question) => question.id === id)?.options.map(({ value }) => value) ?? []
    return fc.subarray(values, { minLength: 1 })
  }
  const answers = fc
    .record({
      who: subset('who'),
      'what-for-exactly': subset('what-for-exactly'),
      where: subset('where'),
      data: subset('data'),
    })
    .map((ticks) => Object.fromEntries(Object.entries(ticks).map(([id, values]) => [id, values.join(' ')])))
  const request = fc.record({
    purpose: fc.constantFrom('ai-development', 'education', 'product-development', 'scientific-research'),
    recipient: fc.constantFrom('public-research', 'non-profit', 'company'),
    region: fc.constantFrom('SI', 'eu-eea', 'CH', 'UA', 'US'),
    data: fc.subarray(['imaging-ct', 'reports', 'clinical', 'pathology'], { minLength: 1 }),
  })

  test('never permit what no ticked option gives', () => {
    fc.assert(
      fc.property(answers, request, (ticks, use) => {
        const given = FORM.questions.flatMap(({ id, options }) =>
          options.filter(({ value }) => ticks[id]?.split(' ').includes(value)).map(({ adds }) => adds ?? {}),
        )
        const { provisions } = choicesFrom(FORM, { ...CHOSEN, ...ticks }, TODAY)
        if (permittingProvision(provisions, use, TODAY) === null) return
        expect(given.some(({ purpose }) => purpose?.includes(use.purpose))).toBe(true)
        expect(given.some(({ recipient }) => recipient?.includes(use.recipient))).toBe(true)
        expect(given.some(({ region }) => region?.some((one) => regionContains(one, use.region)))).toBe(true)
        for (const one of use.data) expect(given.some(({ data }) => data?.includes(one))).toBe(true)
      }),
    )
  })

  test('never take back what fewer permitted', () => {
    fc.assert(
      fc.property(answers, answers, request, (some, others, use) => {
        const both = Object.fromEntries(
          FORM.questions.map(({ id, options }) => {
            const named = new Set(`${some[id] ?? ''} ${others[id] ?? ''}`.trim().split(' '))
            return [
              id,
              options
                .filter(({ value }) => named.has(value))
                .map(({ value }) => value)
                .join(' '),
            ]
          }),
        )
        const permits = (ticks: Answers) =>
          permittingProvision(
            choicesFrom(FORM, { ...CHOSEN, ...Object.fromEntries(Object.entries(ticks).filter(([, v]) => v)) }, TODAY)
              .provisions,
            use,
            TODAY,
          ) !== null
        if (permits(some)) expect(permits(both)).toBe(true)
      }),
    )
  })
})
