import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { stringify } from 'csv-stringify/sync'
import { Failure } from '../failure.ts'
import { BYTEWISE } from './cohort.ts'
import { textPieces } from './text-pieces.ts'

/** Some rows of a CSV, and how those that are kept are written again. */
export type Rows = {
  count: number
  cellsOf(row: number): string[]
  /** One column of them; refused where a row has more cells than this, or fewer. */
  column(index: number, width: number): string[]
  written(isKept: (row: number) => boolean): string
}

/**
 * Reads a CSV as it streams in, byte for byte. As long as no quote was seen, a line is a row and is handed on as it is;
 * from the first quote on, the library reads and writes.
 */
export async function* csvRows(path: string, delimiter: string): AsyncGenerator<Rows> {
  const pieces = textPieces(path)
  let text = ''
  for await (const piece of pieces) {
    text += piece
    if (piece.includes('"')) return yield* quotedRows(text, pieces, delimiter)
    const end = endOfLines(text)
    if (text.length - end > MAX_ROW) throw unreadable('CSV_MAX_RECORD_SIZE')
    yield* someOf(plainRows(text.slice(0, end), delimiter))
    text = text.slice(end)
  }
  yield* someOf(plainRows(text, delimiter))
}

/** Nothing where there are none. */
function* someOf(rows: Rows): Generator<Rows> {
  if (rows.count > 0) yield rows
}

/** Longer rows, in bytes, are no rows. */
const MAX_ROW = 2 ** 20

/** Behind the last line end that no other character could belong to: a `\r` at the end may be half of one. */
function endOfLines(text: string): number {
  return Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r', text.length - 2)) + 1
}

function plainRows(text: string, delimiter: string): Rows {
  const lines = linesOf(text).filter((line) => line !== '')
  if (lines.some(({ length }) => length > MAX_ROW)) throw unreadable('CSV_MAX_RECORD_SIZE')
  return {
    count: lines.length,
    cellsOf: (row) => lines[row]?.split(delimiter) ?? [],
    column: (index, width) => lines.map((line) => cellIn(line, delimiter, index, width)),
    written: (isKept) => textOf(lines.filter((_, row) => isKept(row))),
  }
}

/** One cell of a line that has so many. */
function cellIn(line: string, delimiter: string, index: number, width: number): string {
  let cell = line
  let cells = 1
  for (let begin = 0; ; cells++) {
    const end = line.indexOf(delimiter, begin)
    if (cells === index + 1) cell = line.slice(begin, end === -1 ? line.length : end)
    if (end === -1) break
    begin = end + delimiter.length
  }
  if (cells !== width) throw unreadable('CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')
  return cell
}

function textOf(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** All of them in one file: some spreadsheets mix them. */
const LINE_ENDS = ['\r\n', '\n', '\r']

function linesOf(text: string): string[] {
  return text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n')
}

async function* quotedRows(begun: string, rest: AsyncIterable<string>, delimiter: string): AsyncGenerator<Rows> {
  const options = { delimiter, encoding: BYTEWISE, record_delimiter: LINE_ENDS, skip_empty_lines: true } as const
  const parser = parse({ ...options, max_record_size: MAX_ROW })
  const source = Readable.from(bytesOf(begun, rest))
  source.on('error', (error) => parser.destroy(error))
  let rows: string[][] = []
  try {
    for await (const row of source.pipe(parser)) {
      rows.push(row)
      if (rows.length < PORTION) continue
      yield libraryRows(rows, delimiter)
      rows = []
    }
  } catch (cause) {
    throw cause instanceof Failure ? cause : unreadable(codeOf(cause), cause)
  } finally {
    source.destroy()
  }
  yield* someOf(libraryRows(rows, delimiter))
}

const PORTION = 8192

async function* bytesOf(begun: string, rest: AsyncIterable<string>): AsyncGenerator<Buffer> {
  yield Buffer.from(begun, BYTEWISE)
  for await (const piece of rest) yield Buffer.from(piece, BYTEWISE)
}

function libraryRows(rows: string[][], delimiter: string): Rows {
  return {
    count: rows.length,
    cellsOf: (row) => rows[row] ?? [],
    column: (index, width) =>
      rows.map((cells) => {
        if (cells.length !== width) throw unreadable('CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')
        return cells[index] ?? ''
      }),
    written: (isKept) =>
      stringify(
        rows.filter((_, row) => isKept(row)),
        { delimiter },
      ),
  }
}

function unreadable(code: string, cause?: unknown): Failure {
  return new Failure('cohort-unreadable', { code }, { cause })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
