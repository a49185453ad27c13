import type { FormChange, FormWords, Question, QuestionOption, UnderstandingCheck } from '../consent/form.ts'
import { fittedContent } from './fitted-words.ts'
import type { FormContent } from './form-draft.ts'

/** A form as one JSON document; `accord_form` is the version of this shape. */
export type FormFile = {
  accord_form: 1
  programme: string
  version: string
  valid_years: number
  follows: string | null
  change: FormChange | null
  questions: Question[]
  checks: UnderstandingCheck[]
  words: Record<string, FormWords>
}

/** The document of a form, always with the same members in the same order: the same form is the same bytes. */
export function formFile(content: FormContent, languages: readonly string[]): FormFile {
  const { programmeId, version, validYears, follows, change, questions, checks, words } = fittedContent(
    content,
    languages,
  )
  return {
    accord_form: 1,
    programme: programmeId,
    version,
    valid_years: validYears,
    follows,
    change,
    questions: questions.map(writtenQuestion),
    checks: checks.map(({ id, options, right }) => ({ id, options, right })),
    words,
  }
}

/** What the document says, as a form's content. */
export function contentFrom({ programme, valid_years, ...file }: FormFile, languages: readonly string[]): FormContent {
  const { version, follows, change, questions, checks, words } = file
  const content = {
    programmeId: programme,
    validYears: valid_years,
    version,
    follows,
    change,
    questions,
    checks,
    words,
  }
  return fittedContent(content, languages)
}

/**
 * Exactly what one language shows, as text; its SHA-256 in UTF-8 is the language's hash: the JSON without spaces of
 * `programme`, `version`, `valid_years`, `questions`, `checks`, the language, and its words, as the exported file has them.
 */
export function shownIn(content: FormContent, language: string): string {
  const { programme, version, valid_years, questions, checks, words } = formFile(content, [language])
  return JSON.stringify({ programme, version, valid_years, questions, checks, language, words: words[language] })
}

/** The question with its members in the order of the document, whatever order they were stored in. */
export function writtenQuestion(question: Question): Question {
  return inOrder({ ...question, options: question.options.map(writtenOption) }, QUESTION)
}

function writtenOption({ adds, ...rest }: QuestionOption): QuestionOption {
  return inOrder({ ...rest, ...(adds && { adds: inOrder(adds, ADDS) }) }, OPTION)
}

/** A member that is added to a type must be given its place here. */
const QUESTION: Record<keyof Question, true> = { id: true, several: true, options: true }

const OPTION: Record<keyof QuestionOption, true> = {
  value: true,
  outcome: true,
  adds: true,
  scans: true,
  use_years: true,
  recontact: true,
  incidental_findings: true,
  after_death: true,
  leads_to: true,
}

const ADDS: Record<keyof NonNullable<QuestionOption['adds']>, true> = {
  purpose: true,
  recipient: true,
  region: true,
  data: true,
}

function inOrder<Value extends object>(value: Value, members: Record<keyof Value, true>): Value {
  const names = Object.keys(members) as (keyof Value)[]
  const present = names.filter((name) => value[name] !== undefined)
  return Object.fromEntries(present.map((name) => [name, value[name]])) as Value
}
