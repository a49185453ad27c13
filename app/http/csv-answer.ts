import { stringify } from 'csv-stringify/sync'
import { fileAnswer } from './file-answer.ts'

/**
 * A CSV to keep, as spreadsheets open it: with a byte order mark, semicolons, and no cell that begins like a formula,
 * because what a file's own columns are called is nobody's to trust (OWASP, CSV injection).
 */
export function csvAnswer(rows: readonly (readonly string[])[], name: string): Response {
  const text = stringify(
    rows.map((row) => [...row]),
    { bom: true, delimiter: ';', escape_formulas: true, record_delimiter: 'windows' },
  )
  return fileAnswer(new TextEncoder().encode(text), { type: 'text/csv; charset=utf-8', name })
}
