import { endStaffSessions, lockStaffAccount, setPassword } from '#db/queries/staff-accounts.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Operator } from '../domain/operation/operator.ts'
import type { Portal } from '../portal.server.ts'
import { type HandedOut, newHandedOutPassword } from './handed-out-password.server.ts'
import { noteOperation } from './note-operation.server.ts'

/** A password to hand out takes the place of one's own, which opens nothing from then on; every browser is signed out. */
export async function resetPassword(
  portal: Portal,
  { email, by }: { email: string; by: Operator },
): Promise<Decision<HandedOut, 'staff-not-found' | 'staff-account-closed'>> {
  const password = await newHandedOutPassword(portal)
  return portal.db.as('public', async (tx) => {
    const member = await lockStaffAccount(tx, email.trim().toLowerCase())
    if (!member) return refused('staff-not-found')
    if (member.disabledAt) return refused('staff-account-closed')

    await setPassword(tx, member.id, password.stored)
    await endStaffSessions(tx, member.id)
    await noteOperation(tx, by, 'staff-password-reset', { staff: member.id }, portal.clock.now())
    return recorded(password.shown)
  })
}
