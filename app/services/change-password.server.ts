import { note } from '#db/queries/audit.server.ts'
import { endStaffSessions, lockStaffAccount, setPassword } from '#db/queries/staff-accounts.server.ts'
import { slowHash } from '../crypto/secrets.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { type PasswordFault, passwordFault } from '../domain/staff/password.ts'
import type { Portal } from '../portal.server.ts'
import { recogniseStaff } from './recognise-staff.server.ts'

export type ChangePasswordRefusal = PasswordFault | 'staff-sign-in-not-matched' | 'staff-password-expired'

/** A member of staff exchanges a password, handed out or her own, for one that nobody else knows; every browser is signed out. */
export async function changePassword(
  portal: Portal,
  { email, current, wanted }: { email: string; current: string; wanted: string },
): Promise<Decision<{ staffId: string }, ChangePasswordRefusal>> {
  const fault = passwordFault(wanted, { email, current })
  if (fault) return refused(fault)
  const known = await recogniseStaff(portal, { email, password: current })
  if (!known) return refused('staff-sign-in-not-matched')
  const at = portal.clock.now()
  if (known.handedOutUntil && at >= known.handedOutUntil) return refused('staff-password-expired')

  const passwordHash = await slowHash(portal.secrets, 'staff-password', wanted)
  return portal.db.as('public', async (tx) => {
    const member = await lockStaffAccount(tx, known.email)
    if (!member || member.disabledAt || member.passwordHash !== known.passwordHash) {
      return refused('staff-sign-in-not-matched') // It was reset, changed or closed while this one was being hashed.
    }
    await setPassword(tx, member.id, { passwordHash, handedOutUntil: null })
    await endStaffSessions(tx, member.id)
    await note(tx, { actorKind: 'staff', actorId: member.id, action: 'password-changed', detail: {} }, at)
    return recorded({ staffId: member.id })
  })
}
