import type { Form } from '../consent/form.ts'

/** What every row says beside the answers: who, to which version, when and in which language it was signed. */
export const FIXED_COLUMNS = ['pseudonym', 'form_version', 'signed_on', 'language'] as const

const ANSWER = 'answer.'

export type ColumnProblem = { column: string; problem: 'column-missing' | 'column-unknown' | 'column-twice' }

/** The columns of a file of paper consents to this version, in the order of its template. */
export function columnsOf({ questions }: Form): string[] {
  return [...FIXED_COLUMNS, ...questions.map(({ id }) => answerColumn(id))]
}

/** The column that holds the answers to one question. */
export function answerColumn(questionId: string): string {
  return `${ANSWER}${questionId}`
}

/** What is wrong with a first line; columns may stand in any order, and none is taken and dropped. */
export function columnProblems(form: Form, header: readonly string[]): ColumnProblem[] {
  const known = columnsOf(form)
  const unknown = header.filter((column) => !known.includes(column))
  const twice = header.filter((column, place) => known.includes(column) && header.indexOf(column) !== place)
  return [
    ...known.filter((column) => !header.includes(column)).map(told('column-missing')),
    ...unknown.slice(0, MOST_TOLD).map(told('column-unknown')),
    ...twice.slice(0, MOST_TOLD).map(told('column-twice')),
  ]
}

/** More than somebody mends before trying again; a file of four megabytes may have two million columns. */
const MOST_TOLD = 50

/** Long enough to be recognised: an unknown name may be a whole line that was read as one cell. */
const SHOWN = 60

/** Where a spreadsheet that takes these for the ends of cells would see another cell begin, and perhaps a formula. */
const OTHER_SEPARATORS = /[,;\p{Cc}]/gu

function told(problem: ColumnProblem['problem']): (column: string) => ColumnProblem {
  return (column) => ({ column: column.slice(0, SHOWN).replaceAll(OTHER_SEPARATORS, ' '), problem })
}
