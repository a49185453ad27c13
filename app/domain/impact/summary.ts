export const FIGURE_UNITS = ['people', 'scans', 'percent'] as const
export type FigureUnit = (typeof FIGURE_UNITS)[number]

/** A chart with its figures; small numbers are suppressed before anyone sees them. */
export type Figure = { kind: 'bars'; unit_key: string; rows: FigureRow[] }
export type FigureRow = { key: string; value: number }

/** What people read in one language. */
export type SummaryWords = {
  title: string
  lead: string
  body: string[]
  figure_title: string
  figure_rows: Record<string, string>
  what_next: string
}

export const NO_WORDS: SummaryWords = {
  title: '',
  lead: '',
  body: [],
  figure_title: '',
  figure_rows: {},
  what_next: '',
}

export const NO_FIGURE: Figure = { kind: 'bars', unit_key: 'people', rows: [] }

export const SUMMARY_STATUSES = ['draft', 'in-review', 'published', 'retired'] as const
export type SummaryStatus = (typeof SUMMARY_STATUSES)[number]

/** What came of one or more data uses, told to people. */
export type ImpactSummary = {
  id: string
  slug: string
  programmeId: string
  status: SummaryStatus
  authorId: string
  publisherId: string | null
  figure: Figure
  words: Record<string, SummaryWords>
  dataUseIds: string[]
  createdAt: Date
  publishedAt: Date | null
  correctedAt: Date | null
}
