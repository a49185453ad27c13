import { note } from '#db/queries/audit.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { recogniseStaff } from './recognise-staff.server.ts'

export type StaffSignInRefusal = 'staff-sign-in-not-matched' | 'staff-password-handed-out'

/**
 * Knows a member of staff by e-mail and password; one answer for an unknown e-mail and for a wrong password. A password
 * that was handed out signs nobody in: it is exchanged first.
 */
export async function signInStaff(
  portal: Portal,
  shown: { email: string; password: string },
): Promise<Decision<{ staffId: string }, StaffSignInRefusal>> {
  const member = await recogniseStaff(portal, shown)
  if (!member) return refused('staff-sign-in-not-matched')
  if (member.handedOutUntil) return refused('staff-password-handed-out')
  const entry = { actorKind: 'staff', actorId: member.id, action: 'signed-in', detail: {} } as const
  await portal.db.as('public', (tx) => note(tx, entry, portal.clock.now()))
  return recorded({ staffId: member.id })
}
