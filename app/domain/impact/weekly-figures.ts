import type { CampaignFigures } from './campaign-figures.ts'
import { type Shown, type SuppressedTable, suppressedTable } from './suppression.ts'

/** How people answered: the columns of every table of figures. */
export const ANSWERS = ['given', 'refused', 'withdrawn'] as const
export type Answer = (typeof ANSWERS)[number]

/** How many answered in one way at one hospital, or in one language. */
export type AnswerCount = { key: string; answer: Answer; people: number }

export type FigureTable = {
  rows: { key: string; counts: Shown[]; total: Shown }[]
  columnTotals: Shown[]
  total: Shown
}

export type WeeklyFigures = {
  byHospital: FigureTable
  byLanguage: FigureTable
  /** How the newest version was met; null where nobody was reached, and absent in weeks that were kept before it was told. */
  campaign?: CampaignFigures | null
}

/** A table with a row for each of `keys`, suppressed below the threshold. */
export function figureTable(keys: readonly string[], counts: readonly AnswerCount[], threshold: number): FigureTable {
  const people = (key: string, answer: Answer) =>
    counts.find((count) => count.key === key && count.answer === answer)?.people ?? 0
  const table: SuppressedTable = suppressedTable(
    keys.map((key) => ANSWERS.map((answer) => people(key, answer))),
    threshold,
  )
  return {
    rows: keys.map((key, row) => ({ key, counts: table.cells[row] ?? [], total: table.rowTotals[row] ?? null })),
    columnTotals: table.columnTotals,
    total: table.total,
  }
}
