import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { takeOperatorsTurn } from '#db/queries/operators-turn.server.ts'
import {
  holdsRole,
  insertRole,
  insertStaffAccount,
  isClerkElsewhere,
  lockStaffAccount,
  type StoredRole,
} from '#db/queries/staff-accounts.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { mailAddress } from '../domain/message/address.ts'
import type { Operator } from '../domain/operation/operator.ts'
import type { AskedRole } from '../domain/staff/role-place.ts'
import type { Portal } from '../portal.server.ts'
import { findRolePlace, type PlaceRefusal } from './find-role-place.server.ts'
import { type HandedOut, newHandedOutPassword } from './handed-out-password.server.ts'
import { noteOperation } from './note-operation.server.ts'

/** Whether the role is new or was held already; a new account comes with a password to hand out. */
export type GivenRole = { role: string; given: boolean } & Partial<HandedOut>

export type GiveRoleRefusal = PlaceRefusal | 'mail-address-not-readable' | 'staff-account-closed' | 'clerk-elsewhere'

/** Gives somebody a role, and an account to whoever has none; said again, it changes nothing. */
export async function giveRole(
  portal: Portal,
  { email: typed, asked, by }: { email: string; asked: AskedRole; by: Operator },
): Promise<Decision<GivenRole, GiveRoleRefusal>> {
  const email = typed.trim().toLowerCase()
  if (!mailAddress(email).ok) return refused('mail-address-not-readable')
  const password = await newHandedOutPassword(portal)
  return portal.db.as('public', async (tx) => {
    await takeOperatorsTurn(tx)
    const place = await findRolePlace(tx, asked)
    if (!place.ok) return place
    const member = await lockStaffAccount(tx, email)
    if (member?.disabledAt) return refused('staff-account-closed')
    const held = { staffId: member?.id ?? randomUUID(), ...place.event }
    if (await holdsRole(tx, held)) return recorded({ role: held.role, given: false })
    if (await wouldWorkAtTwoDesks(tx, held)) return refused('clerk-elsewhere')

    const at = portal.clock.now()
    if (!member) await insertStaffAccount(tx, { id: held.staffId, email, ...password.stored })
    await insertRole(tx, held)
    const detail = { staff: held.staffId, ...asked, new_account: !member }
    await noteOperation(tx, by, 'staff-role-given', detail, at)
    return recorded({ role: held.role, given: true, ...(member ? {} : password.shown) })
  })
}

/** Nobody works at two desks at once: the pages know a clerk's hospital by the one role. */
async function wouldWorkAtTwoDesks(tx: Tx, { staffId, role, organisationId }: StoredRole): Promise<boolean> {
  return role === 'clerk' && organisationId !== null && (await isClerkElsewhere(tx, { staffId, organisationId }))
}
