import type { FigureRow } from '#app/domain/impact/summary.ts'

/** As many bars as a person can compare at a glance. */
export const ROWS = 8

const EMPTY_ROWS = 2

export type RowFields = Record<`row_${'key' | 'label' | 'value'}_${number}`, string | undefined>

/** The rows to show in the form: those there are, and a few empty ones with keys of their own. */
export function rowsToFill(rows: readonly FigureRow[]): { key: string; value: string }[] {
  const filled = filledRows(rows)
  const free = Array.from({ length: ROWS * 2 }, (_, place) => `row-${place + 1}`).filter(
    (key) => !rows.some((row) => row.key === key),
  )
  const room = Math.max(0, Math.min(EMPTY_ROWS, ROWS - filled.length))
  return [...filled, ...free.slice(0, room).map((key) => ({ key, value: '' }))]
}

export function filledRows(rows: readonly FigureRow[]): { key: string; value: string }[] {
  return rows.map(({ key, value }) => ({ key, value: String(value) }))
}

export type ReadRows =
  | { ok: true; rows: FigureRow[]; labels: Record<string, string> }
  | { ok: false; errors: Record<string, string> }

/** The rows that were sent: one without name and number is gone, one with a name alone lacks its number. */
export function sentRows(fields: Partial<RowFields>): ReadRows {
  const rows: FigureRow[] = []
  const labels: Record<string, string> = {}
  const errors: Record<string, string> = {}
  for (let number = 1; number <= ROWS; number++) {
    const key = fields[`row_key_${number}`] ?? `row-${number}`
    const label = fields[`row_label_${number}`]
    const value = fields[`row_value_${number}`]
    if (value === undefined && label) errors[`row_value_${number}`] = 'figure-value-missing'
    if (value === undefined) continue
    rows.push({ key, value: Number(value.replace(',', '.')) })
    if (label) labels[key] = label
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, rows, labels }
}
