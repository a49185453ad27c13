export type UseResults = {
  state: 'running' | 'due' | 'overdue' | 'published'
  /** By when results must be told: 18 months after the data use ends. */
  dueAt: Date
}

const MONTHS = 18

/** What a data use owes: results once it has ended, as long as no published summary cites it. */
export function resultsDue(endsAt: Date, at: Date, isPublished: boolean): UseResults {
  const dueAt = new Date(endsAt)
  dueAt.setUTCMonth(dueAt.getUTCMonth() + MONTHS)
  return { dueAt, state: isPublished ? 'published' : at < endsAt ? 'running' : at < dueAt ? 'due' : 'overdue' }
}
