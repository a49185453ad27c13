import { correction, type SummaryEdit } from '../domain/impact/publication.ts'
import type { Portal } from '../portal.server.ts'
import { type Asked, changeSummary } from './change-summary.server.ts'

/** Mends a published text; what it said before stays in the audit. */
export function correctSummary(
  portal: Portal,
  { change, ...asked }: Asked & { change: Omit<SummaryEdit, 'dataUseIds'> },
) {
  const at = portal.clock.now()
  return changeSummary(portal, asked, 'correct', (summary, { writers }) =>
    correction(summary, { by: asked.staffId, at, writers, correction: change }),
  )
}
