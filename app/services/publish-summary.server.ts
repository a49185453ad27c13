import { refused } from '../domain/decision.ts'
import { publication } from '../domain/impact/publication.ts'
import type { Portal } from '../portal.server.ts'
import { type Asked, changeSummary } from './change-summary.server.ts'
import { type StaffAtHand, staffDoubt } from './confirm-staff.server.ts'

export type Publishing = Asked & StaffAtHand & { languages: readonly string[]; withNotice: boolean }

/** Puts a summary before people, once its approver is known beyond doubt. */
export async function publishSummary(portal: Portal, { authenticatedAt, password, ...rest }: Publishing) {
  const { languages, withNotice, ...asked } = rest
  const at = portal.clock.now()
  const doubt = await staffDoubt(portal, { ...asked, authenticatedAt, password })
  if (doubt) return refused(doubt)
  return changeSummary(portal, asked, 'publish', (summary, { writers }) =>
    publication(summary, { by: asked.staffId, at, writers, languages, withNotice }),
  )
}
