import type { Figure } from './summary.ts'
import { type Shown, suppressed } from './suppression.ts'

/** A figure's rows as people may see them: counts of people and scans are suppressed, shares are not counts. */
export function shownFigure({ unit_key, rows }: Figure, threshold: number): { key: string; value: Shown }[] {
  if (unit_key === 'percent') return rows.map(({ key, value }) => ({ key, value }))
  const { counts } = suppressed(
    rows.map(({ value }) => value),
    threshold,
  )
  return rows.map(({ key }, place) => ({ key, value: counts[place] ?? null }))
}
