import { edit, type SummaryEdit } from '../domain/impact/publication.ts'
import type { Portal } from '../portal.server.ts'
import { type Asked, changeSummary } from './change-summary.server.ts'

/** Writes a draft on, in one language at a time. */
export function editSummary(portal: Portal, { change, ...asked }: Asked & { change: SummaryEdit }) {
  return changeSummary(portal, asked, 'edit', (summary) => edit(summary, change))
}
