/** A chart with its figures; small numbers are suppressed before anyone sees them. */
export type Figure = { kind: 'bars'; unit_key: string; rows: { key: string; value: number }[] }

/** What people read in one language. */
export type SummaryWords = {
  title: string
  lead: string
  body: string[]
  figure_title: string
  figure_rows: Record<string, string>
  what_next: string
}
