import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'

/** As much as some twenty thousand rows need; a body beyond it is not read. */
export const LONGEST_CSV = 4 * 1024 * 1024
const MOST_ROWS = 20_000

export type CsvRead =
  | { ok: true; lines: string[][] }
  | { ok: false; refusal: 'csv-empty' | 'csv-too-long' | 'csv-not-utf-8' }
  /** `row`: where the quotes stop making sense. */
  | { ok: false; refusal: 'csv-not-readable'; row: number }

/** Reads a CSV (RFC 4180) in UTF-8, with or without a byte order mark, between whose cells stand semicolons or commas. */
export async function readCsvFile(bytes: Uint8Array): Promise<CsvRead> {
  if (bytes.length > LONGEST_CSV) return { ok: false, refusal: 'csv-too-long' }
  const text = textFrom(bytes)
  if (text === null) return { ok: false, refusal: 'csv-not-utf-8' }
  if (text.trim() === '') return { ok: false, refusal: 'csv-empty' }
  try {
    const lines = await linesOf(text)
    return lines.length > MOST_ROWS + 1 ? { ok: false, refusal: 'csv-too-long' } : { ok: true, lines }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { ok: false, refusal: 'csv-not-readable', row: rowOf(error) }
  }
}

/** No more than one line too many. Files are put together from others: each line ends in its own way. */
async function linesOf(text: string): Promise<string[][]> {
  const lines: string[][] = []
  const parser = parse({
    delimiter: delimiterOf(text),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
  })
  for await (const line of Readable.from(piecesOf(text)).pipe(parser)) {
    lines.push(line)
    if (lines.length > MOST_ROWS + 1) break
  }
  return lines
}

/** So long that reading it takes a few milliseconds, between which others are answered. */
const PIECE = 32 * 1024

async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += PIECE) {
    yield text.slice(from, from + PIECE)
    await setImmediate()
  }
}

/** A broken sign, or a NUL as UTF-16 is full of them: a guess at another encoding would make other names of them. */
function textFrom(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

/** No column's name holds either of them. */
function delimiterOf(text: string): ';' | ',' {
  const [header = ''] = text.split(/[\r\n]/, 1)
  return header.includes(';') ? ';' : ','
}

function rowOf(error: CsvError): number {
  return typeof error.lines === 'number' ? error.lines : 1
}
