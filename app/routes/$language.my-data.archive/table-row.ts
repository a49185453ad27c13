import { stringify } from 'csv-stringify/sync'

/** A line of a table for a spreadsheet, in which nothing that somebody else wrote is run as a formula. */
export function tableRow(cells: readonly string[]): string {
  return stringify([[...cells]], { escape_formulas: true, record_delimiter: '\r\n' })
}

/** The first line; the mark before it has a spreadsheet read Greek and Cyrillic as what they are. */
export function tableHead(names: readonly string[]): string {
  return `\uFEFF${tableRow(names)}`
}
