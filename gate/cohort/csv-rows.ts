import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { stringify } from 'csv-stringify/sync'
import { Failure } from '../failure.ts'
import { BYTEWISE } from './cohort.ts'
import { textPieces } from './text-pieces.ts'

/** Rows of a CSV with their cells, and how some of them are written again. */
export type Rows = { cells: string[][]; written(isKept: (row: number) => boolean): string }

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
    if (end > 0) yield plainRows(text.slice(0, end), delimiter)
    text = text.slice(end)
  }
  if (text !== '') yield plainRows(text, delimiter)
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
    cells: lines.map((line) => line.split(delimiter)),
    written: (isKept) => lines.map((line, row) => (isKept(row) ? `${line}\n` : '')).join(''),
  }
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
  yield libraryRows(rows, delimiter)
}

const PORTION = 8192

async function* bytesOf(begun: string, rest: AsyncIterable<string>): AsyncGenerator<Buffer> {
  yield Buffer.from(begun, BYTEWISE)
  for await (const piece of rest) yield Buffer.from(piece, BYTEWISE)
}

function libraryRows(cells: string[][], delimiter: string): Rows {
  return {
    cells,
    written: (isKept) =>
      stringify(
        cells.filter((_, row) => isKept(row)),
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
