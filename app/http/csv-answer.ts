import { stringify } from 'csv-stringify/sync'
import { fileAnswerInPieces } from './file-answer.ts'

/**
 * A CSV to keep, as spreadsheets open it: with a byte order mark, semicolons, and no cell that begins like a formula,
 * because what a file's own columns are called is nobody's to trust (OWASP, CSV injection).
 */
export function csvAnswer(rows: readonly (readonly string[])[], name: string): Response {
  return fileAnswerInPieces(piecesOf(rows), { type: 'text/csv; charset=utf-8', name })
}

/** So many rows are written before somebody else has a turn. */
const AT_ONCE = 500

async function* piecesOf(rows: readonly (readonly string[])[]): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const text = stringify(
      rows.slice(from, from + AT_ONCE).map((row) => [...row]),
      { bom: from === 0, delimiter: ';', escape_formulas: true, record_delimiter: 'windows' },
    )
    yield new TextEncoder().encode(text)
  }
}
