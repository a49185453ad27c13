import type { Form } from '../consent/form.ts'
import type { Day } from '../day.ts'
import { type ColumnProblem, columnProblems } from './columns.ts'
import { type CellProblem, type PaperRow, readRow } from './row.ts'

export type ImportProblem = {
  /** As a spreadsheet counts: the first line, with the names of the columns, is row 1. */
  row: number
  /** Null where it is about the whole row. */
  column: string | null
  problem:
    | CellProblem['problem']
    | ColumnProblem['problem']
    | 'cells-other'
    | 'pseudonym-twice'
    | 'pseudonym-not-enrolled'
    | 'imported-before'
}

export type NumberedRow = PaperRow & { row: number }

/** What a file holds: how many rows with something in them, those that can be taken, and what is wrong with the others. */
export type ImportReading = { rows: number; good: NumberedRow[]; problems: ImportProblem[] }

/** After so many rows somebody else may have a turn. */
const AT_ONCE = 250

/**
 * Reads a file of paper consents to one form version; of a person who stands in it twice no row is good. It pauses now and
 * then: twenty thousand rows in one go would hold up everybody else.
 */
export function* readImport(
  form: Form,
  lines: readonly (readonly string[])[],
  today: Day,
): Generator<void, ImportReading> {
  const header = (lines[0] ?? []).map((name) => name.trim())
  const problems: ImportProblem[] = columnProblems(form, header).map((problem) => ({ row: 1, ...problem }))
  const filled = lines.flatMap((cells, place) => (place > 0 && !isEmpty(cells) ? [{ row: place + 1, cells }] : []))
  if (problems.length > 0) return { rows: filled.length, good: [], problems }

  const good: NumberedRow[] = []
  for (const [place, { row, cells }] of filled.entries()) {
    if (place % AT_ONCE === 0) yield
    if (cells.length !== header.length) {
      problems.push({ row, column: null, problem: 'cells-other' })
      continue
    }
    const read = readRow(form, named(header, cells), today)
    if (read.ok) good.push({ row, ...read.row })
    else problems.push(...read.problems.map((problem) => ({ row, ...problem })))
  }
  const place = header.indexOf('pseudonym')
  return withoutTwice(
    { rows: filled.length, good, problems },
    filled.map(({ cells }) => cells[place]?.trim() ?? ''),
  )
}

/** The same reading without these rows, and with what is wrong with them. */
export function without(reading: ImportReading, more: readonly ImportProblem[]): ImportReading {
  const bad = new Set(more.map(({ row }) => row))
  return {
    ...reading,
    good: reading.good.filter(({ row }) => !bad.has(row)),
    problems: [...reading.problems, ...more].toSorted((a, b) => a.row - b.row),
  }
}

/** Also where her other row is a bad one: it may be her later no. */
function withoutTwice(reading: ImportReading, pseudonyms: readonly string[]): ImportReading {
  const times = new Map<string, number>()
  for (const pseudonym of pseudonyms) times.set(pseudonym, (times.get(pseudonym) ?? 0) + 1)
  const twice = reading.good.filter(({ pseudonym }) => (times.get(pseudonym) ?? 0) > 1)
  return without(
    reading,
    twice.map(({ row }) => ({ row, column: 'pseudonym', problem: 'pseudonym-twice' })),
  )
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

function named(header: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(header.map((name, place) => [name, (cells[place] ?? '').trim()]))
}
