import { lockStaffAccount, setClosed, setPassword } from '#db/queries/staff-accounts.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Operator } from '../domain/operation/operator.ts'
import type { Portal } from '../portal.server.ts'
import { type HandedOut, newHandedOutPassword } from './handed-out-password.server.ts'
import { noteOperation } from './note-operation.server.ts'

/** Somebody is back: her account opens again, with a password to hand out and without the roles that she had. */
export async function reopenStaffAccount(
  portal: Portal,
  { email, by }: { email: string; by: Operator },
): Promise<Decision<HandedOut, 'staff-not-found' | 'staff-account-open'>> {
  const password = await newHandedOutPassword(portal)
  return portal.db.as('public', async (tx) => {
    const member = await lockStaffAccount(tx, email.trim().toLowerCase())
    if (!member) return refused('staff-not-found')
    if (!member.disabledAt) return refused('staff-account-open')

    await setClosed(tx, member.id, null)
    await setPassword(tx, member.id, password.stored)
    await noteOperation(tx, by, 'staff-account-reopened', { staff: member.id }, portal.clock.now())
    return recorded(password.shown)
  })
}
