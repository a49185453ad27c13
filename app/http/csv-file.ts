import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'

/** As much as some twenty thousand rows need; a body beyond it is not read. */
export const LONGEST_CSV = 4 * 1024 * 1024
const MOST_ROWS = 20_000

export type CsvRead =
  | { ok: true; lines: string[][] }
  | { ok: false; refusal: 'csv-empty' | 'csv-too-long' | 'csv-not-utf-8' }
  /** `row`: where the quotes stop making sense. */
  | { ok: false; refusal: 'csv-not-readable'; row: number }

/** Reads a CSV (RFC 4180) in UTF-8, with or without a byte order mark, between whose cells stand semicolons or commas. */
export function readCsvFile(bytes: Uint8Array): CsvRead {
  if (bytes.length > LONGEST_CSV) return { ok: false, refusal: 'csv-too-long' }
  const text = textFrom(bytes)
  if (text === null) return { ok: false, refusal: 'csv-not-utf-8' }
  if (text.trim() === '') return { ok: false, refusal: 'csv-empty' }
  try {
    const lines = parse(text, { delimiter: delimiterOf(text), relax_column_count: true, to: MOST_ROWS + 2 })
    return lines.length > MOST_ROWS + 1 ? { ok: false, refusal: 'csv-too-long' } : { ok: true, lines }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { ok: false, refusal: 'csv-not-readable', row: rowOf(error) }
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
