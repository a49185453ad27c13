import { describe, expect, test } from 'vitest'
import { choicesFrom } from '#app/domain/consent/answering.ts'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import type { Answers, Form, Question } from '#app/domain/consent/form.ts'
import { isRegion } from '#app/domain/consent/region.ts'
import { nextQuestion, questionsAsked } from '#app/domain/consent/way-through.ts'
import { missingFormWords } from '#app/domain/form/missing-form-words.ts'
import { faultOf } from '#app/domain/form/soundness.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { openWords } from '#app/i18n/open-words.server.ts'
import { optionMeaning } from '#app/i18n/option-meaning.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { cast } from '#db/seed/cast.ts'
import { content } from '#db/seed/content.ts'

const words = await openWords()
const FORMS = Object.entries(content.forms()).map(([programmeId, form]) => ({
  id: `${programmeId}-1`,
  programmeId,
  version: '1',
  validYears: 5,
  follows: null,
  change: null,
  ...form,
}))

describe.each(FORMS)('the form of the $programmeId programme', (form) => {
  test('is one that could be published: sound, and whole in every language', () => {
    expect(faultOf(form)).toBeNull()
    for (const language of LANGUAGES) expect(missingFormWords(form, language)).toEqual([])
  })

  test('has no words for what it does not ask', () => {
    const asked = form.questions.map(({ id, options }) => [id, ...options.map(({ value }) => value)])
    for (const { questions } of Object.values(form.words)) {
      expect(Object.entries(questions).map(([id, { options }]) => [id, ...Object.keys(options)])).toEqual(asked)
    }
  })

  test('offers on its first page plain ways to say yes, to choose, to say no and to decide later', () => {
    const [first] = form.questions
    expect(first?.options.map(({ value }) => value)).toEqual([
      'public-europe',
      'companies-too',
      'choose',
      'no',
      'later',
    ])
  })

  test('asks in three layers at most', () => {
    expect(Math.max(...form.questions.map(({ id }) => depthOf(form, id)))).toBe(3)
  })

  test('leads to every purpose, every kind of recipient, countries, every period, and nothing unknown', () => {
    const options = form.questions.flatMap(({ options }) => options)
    const given = (axis: 'purpose' | 'recipient' | 'region' | 'data') => [
      ...new Set(options.flatMap(({ adds }) => adds?.[axis] ?? [])),
    ]
    expect(given('purpose').toSorted()).toEqual([...PURPOSES].toSorted())
    expect(given('recipient').toSorted()).toEqual([...RECIPIENTS].toSorted())
    expect(given('region').filter((code) => !isRegion(code))).toEqual([])
    expect(given('region')).toEqual(expect.arrayContaining(['eu-eea', 'adequate', 'UA']))
    expect(given('data').filter((code) => !(DATA_CATEGORIES as readonly string[]).includes(code))).toEqual([])
    expect(new Set(options.flatMap(({ scans }) => scans ?? []))).toEqual(
      new Set(['all', 'already-made', 'still-to-come']),
    )
    expect(options.some(({ use_years }) => use_years)).toBe(true)
    expect(options.some(({ recontact }) => recontact)).toBe(true)
  })

  test('is never done before something is permitted, whichever way a person takes', () => {
    for (const pick of [0, -1]) {
      const answers = answered(form, 'choose', pick)
      const [permit] = choicesFrom(form, answers, '2026-11-23').provisions
      for (const axis of ['purpose', 'recipient', 'region', 'data'] as const) expect(permit?.[axis]).not.toEqual([])
    }
    expect(questionsAsked(form, answered(form, 'choose', 0))).toHaveLength(9)
    expect(questionsAsked(form, answered(form, 'choose', -1))).toHaveLength(14)
    expect(questionsAsked(form, answered(form, 'public-europe', 0))).toHaveLength(4)
  })

  test.each(LANGUAGES)('tells with each answer what it would mean, in %s', (language) => {
    const t = translateInto(language, words)
    for (const question of form.questions) {
      for (const option of question.options) {
        const said = optionMeaning(t, language, question, option, { today: '2026-11-23', validYears: 5 })
        expect(
          said.filter((sentence) => !/^\p{Lu}.*\.$/u.test(sentence) || /undefined|\{\{|:\w+-/.test(sentence)),
        ).toEqual([])
        if (!option.leads_to) expect(said).not.toEqual([])
      }
    }
  })
})

test('everybody in the demo has answered everything that she was asked', () => {
  for (const { programme, answers } of cast()) {
    const form = FORMS.find(({ programmeId }) => programmeId === programme)
    expect(form && nextQuestion(form, answers)).toBeNull()
  }
})

function depthOf(form: { questions: Question[] }, id: string): number {
  const leading = form.questions.find(({ options }) => options.some(({ leads_to }) => leads_to?.includes(id)))
  return leading ? depthOf(form, leading.id) + 1 : 1
}

/** Takes the first or the last answer to each question after the first. */
function answered(form: Form, first: string, pick: 0 | -1 | number): Answers {
  const answers: Answers = { 'take-part': first }
  for (let question = nextQuestion(form, answers); question; question = nextQuestion(form, answers)) {
    answers[question.id] = question.options.at(pick)?.value ?? ''
  }
  return answers
}
