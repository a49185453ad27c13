import { note } from '#db/queries/audit.server.ts'
import { findStaffByEmail } from '#db/queries/staff.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { checkPassword } from './check-password.server.ts'

/** Knows a member of staff by e-mail and password; one answer for an unknown e-mail and for a wrong password. */
export async function signInStaff(
  portal: Portal,
  { email, password }: { email: string; password: string },
): Promise<Decision<{ staffId: string }, 'staff-sign-in-not-matched'>> {
  const member = await portal.db.as('public', (tx) => findStaffByEmail(tx, email.trim().toLowerCase()))
  const matches = await checkPassword(portal, member, password)
  if (member) {
    const action = matches ? 'signed-in' : 'sign-in-refused'
    const entry = { actorKind: 'staff', actorId: member.id, action, detail: {} } as const
    await portal.db.as('public', (tx) => note(tx, entry, portal.clock.now()))
  }
  return member && matches ? recorded({ staffId: member.id }) : refused('staff-sign-in-not-matched')
}
