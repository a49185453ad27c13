import { describe, expect, test } from 'vitest'
import { answering, choicesFrom, outcomeOf } from '#app/domain/consent/answering.ts'
import { NO_CHOICES } from '#app/domain/consent/choices.ts'
import type { Answers, Form } from '#app/domain/consent/form.ts'
import { NOTHING_RECORDED, type Standing, standingFrom } from '#app/domain/consent/standing.ts'
import { answersThatStillFit, nextQuestion, questionsAsked } from '#app/domain/consent/way-through.ts'
import { SNAPSHOT } from '#tests/support/build.ts'
import { daysLater, objected, recordOf, saidNo, saidYes, withdrew } from '#tests/support/record.ts'

const FORM: Form = {
  id: 'lung-2',
  programmeId: 'lung',
  version: '2',
  validYears: 5,
  words: {},
  questions: [
    {
      id: 'take-part',
      options: [
        {
          value: 'yes',
          outcome: 'consent',
          adds: {
            purpose: ['ai-development'],
            recipient: ['public-research'],
            region: ['eu-eea'],
            data: ['imaging-ct'],
          },
        },
        { value: 'no', outcome: 'refusal' },
        { value: 'later', outcome: 'deferral' },
      ],
    },
    {
      id: 'companies',
      options: [{ value: 'yes', adds: { recipient: ['company', 'public-research'] } }, { value: 'no' }],
    },
    {
      id: 'scans',
      options: [
        { value: 'made', scans: 'already-made' },
        { value: 'all', scans: 'all' },
      ],
    },
    {
      id: 'terms',
      options: [{ value: 'agree' }, { value: 'no', outcome: 'refusal' }, { value: 'later', outcome: 'deferral' }],
    },
    {
      id: 'contact',
      options: [
        { value: 'yes', recontact: true },
        { value: 'no', recontact: false },
      ],
    },
    { id: 'findings', options: [{ value: 'doctor', incidental_findings: 'tell-my-doctor' }, { value: 'no' }] },
  ],
}

const ALL: Answers = {
  'take-part': 'yes',
  companies: 'no',
  scans: 'all',
  terms: 'agree',
  contact: 'no',
  findings: 'no',
}
const AT = new Date('2026-06-15T12:00:00Z')

function confirm(
  answers: Answers,
  { formId = FORM.id, standing = NOTHING_RECORDED }: { formId?: string; standing?: Standing } = {},
) {
  return answering(standing, FORM, { formId, answers, snapshot: SNAPSHOT, at: AT })
}

function standing(...events: Parameters<typeof recordOf>): Standing {
  return standingFrom(recordOf(...events), { at: daysLater(100), knownAt: daysLater(100) })
}

describe('the questions, one a page', () => {
  test.each<[string, string | null, Answers]>([
    ['nothing is answered', 'take-part', {}],
    ['the first is answered with yes', 'companies', { 'take-part': 'yes' }],
    ['one in the middle is missing', 'scans', { ...ALL, scans: '' }],
    ['an answer is none of the options', 'companies', { ...ALL, companies: 'perhaps' }],
    ['an answer belongs to another question', 'companies', { ...ALL, companies: 'all' }],
    ['the first is answered with no', null, { 'take-part': 'no' }],
    ['the first is answered with later', null, { 'take-part': 'later' }],
    ['a later one is answered with no', null, { 'take-part': 'yes', companies: 'yes', scans: 'all', terms: 'no' }],
    ['all are answered', null, ALL],
  ])('when %s, the next is %s', (_, next, answers) => {
    expect(nextQuestion(FORM, answers)?.id ?? null).toBe(next)
  })

  test('a no ends them, and what was answered beyond it was not asked', () => {
    expect(questionsAsked(FORM, { ...ALL, 'take-part': 'no' }).map(({ id }) => id)).toEqual(['take-part'])
    expect(questionsAsked(FORM, ALL)).toEqual(FORM.questions)
  })
})

describe('what the answers come to', () => {
  test.each<[string, string | null, Answers]>([
    ['a yes to the end', 'consent', ALL],
    ['a no', 'refusal', { 'take-part': 'no' }],
    ['a later', 'deferral', { 'take-part': 'later' }],
    ['a yes, and a no further on', 'refusal', { ...ALL, terms: 'no' }],
    ['a yes, and a later further on', 'deferral', { ...ALL, terms: 'later' }],
    ['nothing', null, {}],
  ])('%s is %s', (_, outcome, answers) => expect(outcomeOf(FORM, answers)).toBe(outcome))
})

describe('confirming', () => {
  test('a yes is a consent on this form for its years, to the day', () => {
    expect(confirm(ALL)).toEqual({
      ok: true,
      event: {
        type: 'consent-given',
        programmeId: 'lung',
        formId: 'lung-2',
        language: 'en',
        snapshot: SNAPSHOT,
        answers: ALL,
        choices: choicesFrom(FORM, ALL, '2026-06-15'),
        expiresAt: new Date('2031-06-15T00:00:00Z'),
      },
    })
  })

  test('a yes on the 29th of February ends on the 1st of March', () => {
    const at = new Date('2028-02-29T23:59:59Z')
    const decision = answering(NOTHING_RECORDED, FORM, { formId: FORM.id, answers: ALL, snapshot: SNAPSHOT, at })
    expect(decision).toMatchObject({ event: { expiresAt: new Date('2033-03-01T00:00:00Z') } })
  })

  test.each([
    ['while she said yes before', 'consent-changed', standing(saidYes())],
    ['after a withdrawal', 'consent-given', standing(saidYes(), withdrew())],
    ['after a no', 'consent-given', standing(saidNo())],
    ['while she said yes to another programme', 'consent-given', standing(saidYes({ programmeId: 'breast' }))],
  ])('a yes %s is recorded as %s', (_, type, before) => {
    expect(confirm(ALL, { standing: before })).toMatchObject({ ok: true, event: { type } })
  })

  test.each([
    ['no', 'consent-refused'],
    ['later', 'consent-deferred'],
  ])('a %s is recorded as %s, without choices', (answer, type) => {
    const decision = confirm({ 'take-part': answer })
    expect(decision).toMatchObject({ ok: true, event: { type, answers: { 'take-part': answer } } })
    expect(decision.ok && 'choices' in decision.event).toBe(false)
  })

  test('a no further on is no consent, whatever was said before it', () => {
    expect(confirm({ ...ALL, terms: 'no' })).toMatchObject({ ok: true, event: { type: 'consent-refused' } })
  })

  test('only what was asked is recorded as answered', () => {
    expect(confirm({ ...ALL, 'take-part': 'no', another: 'yes' })).toMatchObject({
      event: { answers: { 'take-part': 'no' } },
    })
  })

  test('a form that changed meanwhile asks again', () => {
    expect(confirm(ALL, { formId: 'lung-1' })).toEqual({ ok: false, refusal: 'form-changed' })
  })

  test.each<[string, Answers]>([
    ['nothing', {}],
    ['a part', { 'take-part': 'yes', companies: 'no' }],
    ['something that is no option', { ...ALL, contact: 'maybe' }],
  ])('%s is no answer to all of it', (_, answers) => {
    expect(confirm(answers)).toEqual({ ok: false, refusal: 'answers-incomplete' })
  })

  test('a form that asks nothing is agreed to by nobody', () => {
    const empty = { ...FORM, questions: [] }
    const decision = answering(NOTHING_RECORDED, empty, { formId: FORM.id, answers: {}, snapshot: SNAPSHOT, at: AT })
    expect(decision).toEqual({ ok: false, refusal: 'answers-incomplete' })
  })

  test('a yes does not reverse an objection', () => {
    expect(confirm(ALL, { standing: standing(objected()) })).toEqual({ ok: false, refusal: 'objection-stands' })
  })

  test.each(['no', 'later'])('a %s is recorded even while an objection stands', (answer) => {
    expect(confirm({ 'take-part': answer }, { standing: standing(objected()) })).toMatchObject({ ok: true })
  })
})

describe('choices from answers', () => {
  const from = (changes: Answers) => choicesFrom(FORM, { ...ALL, ...changes }, '2026-06-15')

  test('one permit, each axis what the answers added', () => {
    expect(from({ companies: 'yes' }).provisions).toEqual([
      {
        effect: 'permit',
        purpose: ['ai-development'],
        recipient: ['public-research', 'company'],
        region: ['eu-eea'],
        data: ['imaging-ct'],
        from: null,
        until: null,
        acquired_from: null,
        acquired_until: null,
      },
    ])
  })

  test('what was not answered with yes is not in it', () => {
    expect(from({}).provisions[0]?.recipient).toEqual(['public-research'])
  })

  test('scans already made are those made before the day of the answer', () => {
    expect(from({ scans: 'made' }).provisions[0]?.acquired_until).toBe('2026-06-15')
  })

  test('recontact and findings are no unless she said so', () => {
    expect(from({})).toMatchObject({ recontact: false, incidental_findings: 'no' })
    expect(from({ contact: 'yes', findings: 'doctor' })).toMatchObject({
      recontact: true,
      incidental_findings: 'tell-my-doctor',
    })
  })

  test.each<[string, Answers]>([
    ['no', { 'take-part': 'no' }],
    ['later', { 'take-part': 'later' }],
    ['yes, and no further on', { terms: 'no' }],
  ])('a %s chooses nothing', (_, changes) => expect(from(changes)).toEqual(NO_CHOICES))
})

describe('a form that changed on the way', () => {
  test('keeps every answer that still fits, and drops the rest', () => {
    const typed = { ...ALL, companies: 'only-small-ones', 'asked-no-more': 'yes' }
    const { companies: _, ...kept } = ALL
    expect(answersThatStillFit(FORM, typed)).toEqual(kept)
  })
})
