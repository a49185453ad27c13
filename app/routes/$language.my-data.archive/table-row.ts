import { stringify } from 'csv-stringify/sync'
import type { Language } from '#app/i18n/languages.ts'

/** A line of a table for a spreadsheet in one language, in which nothing that somebody else wrote is run as a formula. */
export function tableRow(cells: readonly string[], language: Language): string {
  const delimiter = delimiterIn(language)
  const guarded = cells.map((cell) => cell.replaceAll(AFTER_ANOTHER_CUT[delimiter], "$&'"))
  return stringify([guarded], { delimiter, escape_formulas: true, record_delimiter: '\r\n' })
}

/** The first line; the mark before it has a spreadsheet read Greek and Cyrillic as what they are. */
export function tableHead(names: readonly string[], language: Language): string {
  return `\uFEFF${tableRow(names, language)}`
}

/** Where a comma stands in numbers, spreadsheets expect another sign between cells; else all would be in the first one. */
function delimiterIn(language: Language): ',' | ';' {
  return language === 'en' ? ',' : ';'
}

/** A spreadsheet of another language cuts cells elsewhere, and would run what follows there. */
const AFTER_ANOTHER_CUT = {
  ',': /[;\t\r\n](?=[\s"]*[=+\-@＝＋－＠])/g,
  ';': /[,\t\r\n](?=[\s"]*[=+\-@＝＋－＠])/g,
} as const
