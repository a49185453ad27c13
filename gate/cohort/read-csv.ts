import { stringify } from 'csv-stringify/sync'
import { Failure } from '../failure.ts'
import { UsageError } from '../usage-error.ts'
import { bytewise, type Cohort, meaningOf, type Portion } from './cohort.ts'
import { csvRows, type Rows } from './csv-rows.ts'

export type CsvFormat = { delimiter: string; column: string | null }

const SUBJECT_COLUMNS = ['pseudonym', 'subject']

/** A CSV with a column of pseudonyms, or a bare column of them. Every row must have as many cells as the first. */
export async function readCsv(path: string, format: CsvFormat): Promise<Cohort> {
  const delimiter = bytewise(delimiterFrom(format))
  const blocks = csvRows(path, delimiter)
  const first = await blocks.next()
  if (first.done) return { before: '', after: '', portions: none() }

  const header = first.value.cellsOf(0)
  const { column, isHeader } = subjectColumn(header.map(meaningOf), format.column)
  return {
    before: isHeader ? stringify([header], { delimiter }) : '',
    after: '',
    portions: portionsOf(first.value, blocks, { column, width: header.length, skip: isHeader ? 1 : 0 }),
  }
}

function delimiterFrom({ delimiter }: CsvFormat): string {
  if (/["\r\n\0]/.test(delimiter)) throw new UsageError('--delimiter must not be a quote or a line end')
  return delimiter
}

function subjectColumn(first: string[], wanted: string | null): { column: number; isHeader: boolean } {
  const names = first.map((name) => name.trim().toLowerCase())
  const named = wanted === null ? SUBJECT_COLUMNS : [wanted.trim().toLowerCase()]
  const column = names.findIndex((name) => named.includes(name))
  if (column === -1 && wanted !== null) throw new Failure('cohort-unreadable', { no_column: wanted })
  return { column: Math.max(column, 0), isHeader: column !== -1 || !mayBePseudonym(names[0]) }
}

/** A first line that could be a person is checked like one: a header that is passed on unread must not be one. */
function mayBePseudonym(cell: string | undefined): boolean {
  return cell !== undefined && /^[A-Za-z0-9._~-]{16,64}$/.test(cell)
}

type Place = { column: number; width: number; skip: number }

async function* portionsOf(
  first: Rows,
  rest: AsyncIterable<Rows>,
  { column, width, skip }: Place,
): AsyncGenerator<Portion> {
  yield portionOf(first, { column, width, skip })
  for await (const rows of rest) yield portionOf(rows, { column, width, skip: 0 })
}

function portionOf({ column: columnOf, written }: Rows, { column, width, skip }: Place): Portion {
  return {
    subjects: columnOf(column, width)
      .slice(skip)
      .map((cell) => meaningOf(cell).trim()),
    written: (isKept) => written((row) => row >= skip && isKept(row - skip)),
  }
}

async function* none(): AsyncGenerator<Portion> {}
