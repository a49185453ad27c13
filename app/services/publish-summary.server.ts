import { findStaffMember } from '#db/queries/staff.server.ts'
import { refused } from '../domain/decision.ts'
import { publication } from '../domain/impact/publication.ts'
import { needsPasswordAgain } from '../domain/staff/step-up.ts'
import type { Portal } from '../portal.server.ts'
import { type Asked, changeSummary } from './change-summary.server.ts'
import { checkPassword } from './check-password.server.ts'

export type Publishing = Asked & {
  /** When this browser signed in; an old sign-in needs the password again. */
  authenticatedAt: Date
  password: string | null
  languages: readonly string[]
  withNotice: boolean
}

/** Puts a summary before people, once its approver is known beyond doubt. */
export async function publishSummary(portal: Portal, { authenticatedAt, password, ...rest }: Publishing) {
  const { languages, withNotice, ...asked } = rest
  const at = portal.clock.now()
  if (needsPasswordAgain(authenticatedAt, at)) {
    if (!password) return refused('password-needed')
    const member = await portal.db.as('public', (tx) => findStaffMember(tx, asked.staffId))
    if (!(await checkPassword(portal, member, password))) return refused('password-not-matched')
  }
  return changeSummary(portal, asked, 'publish', (summary, { writers }) =>
    publication(summary, { by: asked.staffId, at, writers, languages, withNotice }),
  )
}
