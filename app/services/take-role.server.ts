import { takeOperatorsTurn } from '#db/queries/operators-turn.server.ts'
import { deleteRole, endStaffSessions, findStaffAccount } from '#db/queries/staff-accounts.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Operator } from '../domain/operation/operator.ts'
import type { AskedRole } from '../domain/staff/role-place.ts'
import type { Portal } from '../portal.server.ts'
import { findRolePlace, type PlaceRefusal } from './find-role-place.server.ts'
import { noteOperation } from './note-operation.server.ts'

export type TakeRoleRefusal = PlaceRefusal | 'staff-not-found' | 'role-not-held'

/**
 * Takes a role away and signs its holder out everywhere, with whoever sits at her desk. A clerk's work under way holds the
 * role and then the account, so nothing of the account is held before.
 */
export async function takeRole(
  { db, clock }: Portal,
  { email, asked, by }: { email: string; asked: AskedRole; by: Operator },
): Promise<Decision<{ role: string; taken: true }, TakeRoleRefusal>> {
  return db.as('public', async (tx) => {
    await takeOperatorsTurn(tx)
    const place = await findRolePlace(tx, asked)
    if (!place.ok) return place
    const member = await findStaffAccount(tx, email.trim().toLowerCase())
    if (!member) return refused('staff-not-found')
    if (!(await deleteRole(tx, { staffId: member.id, ...place.event }))) return refused('role-not-held')

    await endStaffSessions(tx, member.id)
    await noteOperation(tx, by, 'staff-role-taken', { staff: member.id, ...asked }, clock.now())
    return recorded({ role: place.event.role, taken: true })
  })
}
