import { findStaffMember } from '#db/queries/staff.server.ts'
import { approval } from '../domain/data-use/approval.ts'
import { refused } from '../domain/decision.ts'
import { needsPasswordAgain } from '../domain/staff/step-up.ts'
import type { Portal } from '../portal.server.ts'
import { type AskedOfUse, changeDataUse } from './change-data-use.server.ts'
import { checkPassword } from './check-password.server.ts'

export type ApprovingUse = AskedOfUse & {
  /** When this browser signed in; an old sign-in needs the password again. */
  authenticatedAt: Date
  password: string | null
  languages: readonly string[]
}

/**
 * Lets a data use begin, once its approver is known beyond doubt. Nothing is written about any person: who is in it,
 * and whom it asks, follows from what each of them said, whenever it is asked.
 */
export async function approveDataUse(portal: Portal, { authenticatedAt, password, languages, ...asked }: ApprovingUse) {
  const at = portal.clock.now()
  if (needsPasswordAgain(authenticatedAt, at)) {
    if (!password) return refused('password-needed')
    const member = await portal.db.as('public', (tx) => findStaffMember(tx, asked.staffId))
    if (!(await checkPassword(portal, member, password))) return refused('password-not-matched')
  }
  return changeDataUse(portal, asked, 'approve', (use, { writers }) =>
    approval(use, { by: asked.staffId, at, writers, languages }),
  )
}
