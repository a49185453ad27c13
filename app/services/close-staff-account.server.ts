import { takeOperatorsTurn } from '#db/queries/operators-turn.server.ts'
import { deleteRoles, endStaffSessions, findStaffAccount, setClosed } from '#db/queries/staff-accounts.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Operator } from '../domain/operation/operator.ts'
import type { Portal } from '../portal.server.ts'
import { noteOperation } from './note-operation.server.ts'

/** Somebody left: signed out everywhere, without a role, and in no more. What she did stays hers in the audit. */
export async function closeStaffAccount(
  { db, clock }: Portal,
  { email, by }: { email: string; by: Operator },
): Promise<Decision<{ closed: true }, 'staff-not-found' | 'staff-account-closed'>> {
  return db.as('public', async (tx) => {
    await takeOperatorsTurn(tx)
    const member = await findStaffAccount(tx, email.trim().toLowerCase())
    if (!member) return refused('staff-not-found')
    if (member.disabledAt) return refused('staff-account-closed')

    const at = clock.now()
    await deleteRoles(tx, member.id) // First, as whoever works at a desk holds the role and then the account.
    await setClosed(tx, member.id, at)
    await endStaffSessions(tx, member.id)
    await noteOperation(tx, by, 'staff-account-closed', { staff: member.id }, at)
    return recorded({ closed: true })
  })
}
