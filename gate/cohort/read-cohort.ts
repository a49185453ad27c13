import { createReadStream } from 'node:fs'
import { type Parser, parse } from 'csv-parse'
import { Failure } from '../failure.ts'

/** One row of a hospital's list: whom it is about, and all of its cells. */
export type CohortRow = { subject: string; cells: string[] }

export type CohortFormat = { delimiter: string; column: string | null }

/** `header` is null where the list is a bare column of pseudonyms. */
export type Cohort = { header: string[] | null; rows: AsyncIterable<CohortRow> }

/** All of them in one file: some spreadsheets mix them. */
const LINE_ENDS = ['\r\n', '\n', '\r']

const SUBJECT_COLUMNS = ['pseudonym', 'subject']

/** Reads a CSV as it streams in; the rows can be read once. */
export async function readCohort(path: string, format: CohortFormat): Promise<Cohort> {
  const records = recordsOf(path, format.delimiter)
  const first = await records.next()
  if (first.done) return { header: null, rows: emptyRows() }
  return cohortFrom(first.value, records, format.column)
}

function cohortFrom(first: string[], rest: AsyncGenerator<string[]>, column: string | null): Cohort {
  const names = first.map((name) => name.trim().toLowerCase())
  const named = column === null ? SUBJECT_COLUMNS : [column.trim().toLowerCase()]
  const index = names.findIndex((name) => named.includes(name))
  if (index === -1 && column !== null) throw new Failure('cohort-unreadable', { no_column: column })
  if (index === -1 && mayBePseudonym(names[0])) return { header: null, rows: rowsOf(0, rest, first) }
  return { header: first, rows: rowsOf(Math.max(index, 0), rest) }
}

/** A first line that could be a person is checked like one: a header that is passed on unread must not be one. */
function mayBePseudonym(cell: string | undefined): boolean {
  return cell !== undefined && /^[A-Za-z0-9._~-]{16,64}$/.test(cell)
}

async function* rowsOf(column: number, records: AsyncGenerator<string[]>, first?: string[]): AsyncGenerator<CohortRow> {
  if (first) yield rowFrom(first, column)
  for await (const record of records) yield rowFrom(record, column)
}

function rowFrom(cells: string[], column: number): CohortRow {
  return { subject: (cells[column] ?? '').trim(), cells }
}

async function* recordsOf(path: string, delimiter: string): AsyncGenerator<string[]> {
  const parser: Parser = parse({ bom: true, delimiter, record_delimiter: LINE_ENDS, skip_empty_lines: true })
  const file = createReadStream(path)
  file.on('error', (error) => parser.destroy(error))
  try {
    yield* file.pipe(parser)
  } catch (cause) {
    throw new Failure('cohort-unreadable', { code: codeOf(cause) }, { cause })
  } finally {
    file.destroy()
  }
}

async function* emptyRows(): AsyncGenerator<CohortRow> {}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
