import { outcomeOf } from '../consent/answering.ts'
import type { Answers, Form } from '../consent/form.ts'
import { answersAsked, nextQuestion, optionsIn, questionsAsked } from '../consent/way-through.ts'
import { type Day, yearsAfter } from '../day.ts'
import { isSigningDay } from '../paper/paper.ts'
import { answerColumn } from './columns.ts'

/** One paper, as a row of a file tells it. */
export type PaperRow = {
  pseudonym: string
  signedOn: Day
  language: string
  answers: Answers
  outcome: 'consent' | 'refusal'
}

export const CELL_PROBLEMS = [
  'missing',
  'pseudonym-not-accepted',
  'form-other',
  'day-not-real',
  'day-in-future',
  'language-unknown',
  'answer-unknown',
  'answer-missing',
  'answer-not-asked',
  'answer-later',
  'consent-expired',
] as const

export type CellProblem = { column: string; problem: (typeof CELL_PROBLEMS)[number] }

export type RowRead = { ok: true; row: PaperRow } | { ok: false; problems: CellProblem[] }

/** Reads one row as a paper that was signed on this version, or says of each cell what is wrong with it. */
export function readRow(form: Form, cells: Record<string, string>, today: Day): RowRead {
  const answers = answersIn(form, cells)
  const problems = [...factProblems(form, cells, today), ...answerProblems(form, answers)]
  const outcome = outcomeOf(form, answers)
  if (problems.length === 0 && outcome === 'deferral') problems.push({ ...firstAnswer(form), problem: 'answer-later' })
  if (problems.length === 0 && outcome === 'consent' && hasExpired(form, cells.signed_on ?? '', today))
    problems.push({ column: 'signed_on', problem: 'consent-expired' })
  if (problems.length > 0) return { ok: false, problems }

  const { pseudonym = '', signed_on: signedOn = '', language = '' } = cells
  const said = outcome === 'consent' ? 'consent' : 'refusal'
  return { ok: true, row: { pseudonym, signedOn, language, answers: answersAsked(form, answers), outcome: said } }
}

/** Opaque, and not all digits: a number would be a record number (`domain.md`). */
const PSEUDONYM = /^(?!\d+$)[A-Za-z0-9._~-]{16,64}$/

function factProblems(form: Form, cells: Record<string, string>, today: Day): CellProblem[] {
  const { pseudonym = '', form_version: version = '', signed_on: signedOn = '', language = '' } = cells
  return [
    ...inCell('pseudonym', pseudonym, !PSEUDONYM.test(pseudonym) && 'pseudonym-not-accepted'),
    ...inCell('form_version', version, version !== form.id && 'form-other'),
    ...inCell('signed_on', signedOn, isSigningDay(signedOn) ? signedOn > today && 'day-in-future' : 'day-not-real'),
    ...inCell('language', language, !Object.hasOwn(form.words, language) && 'language-unknown'),
  ]
}

function inCell(column: string, value: string, problem: CellProblem['problem'] | false): CellProblem[] {
  if (value === '') return [{ column, problem: 'missing' }]
  return problem ? [{ column, problem }] : []
}

/** Empty cells are questions without an answer. */
function answersIn({ questions }: Form, cells: Record<string, string>): Answers {
  const given = questions.map(({ id }) => [id, (cells[answerColumn(id)] ?? '').split(/\s+/).filter(Boolean).join(' ')])
  return Object.fromEntries(given.filter(([, answer]) => answer !== ''))
}

/** An answer that nobody asked for is no slip to be dropped: it may be the one that was meant. */
function answerProblems(form: Form, answers: Answers): CellProblem[] {
  const isUnknown = (question: Form['questions'][number]) =>
    answers[question.id] !== undefined && optionsIn(question, answers[question.id]).length === 0
  const unknown = form.questions.filter(isUnknown)
  if (unknown.length > 0) return unknown.map(({ id }) => inAnswer(id, 'answer-unknown'))

  const asked = questionsAsked(form, answers).map(({ id }) => id)
  const missing = nextQuestion(form, answers)
  return [
    ...(missing ? [inAnswer(missing.id, 'answer-missing')] : []),
    ...Object.keys(answers)
      .filter((id) => !asked.includes(id) && !missing)
      .map((id) => inAnswer(id, 'answer-not-asked')),
  ]
}

function inAnswer(questionId: string, problem: CellProblem['problem']): CellProblem {
  return { column: answerColumn(questionId), problem }
}

function firstAnswer({ questions }: Form): { column: string } {
  return { column: answerColumn(questions[0]?.id ?? '') }
}

/** The years of a consent count from the day on which it was signed. */
function hasExpired({ validYears }: Form, signedOn: Day, today: Day): boolean {
  return yearsAfter(signedOn, validYears) <= today
}
