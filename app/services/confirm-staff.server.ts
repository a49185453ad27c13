import { findStaffMember } from '#db/queries/staff.server.ts'
import { needsPasswordAgain } from '../domain/staff/step-up.ts'
import type { Portal } from '../portal.server.ts'
import { checkPassword } from './check-password.server.ts'

export type StaffAtHand = {
  staffId: string
  /** When this browser signed in; an old sign-in needs the password again. */
  authenticatedAt: Date
  password: string | null
}

/** Why it is not known beyond doubt who asks, or null. */
export async function staffDoubt(
  portal: Portal,
  { staffId, authenticatedAt, password }: StaffAtHand,
): Promise<'password-needed' | 'password-not-matched' | null> {
  if (!needsPasswordAgain(authenticatedAt, portal.clock.now())) return null
  if (!password) return 'password-needed'
  const member = await portal.db.as('public', (tx) => findStaffMember(tx, staffId))
  return (await checkPassword(portal, member, password)) ? null : 'password-not-matched'
}
