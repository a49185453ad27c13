import { note } from '#db/queries/audit.server.ts'
import { findStaffByEmail, type StaffMember } from '#db/queries/staff.server.ts'
import { readCode } from '../crypto/codes.ts'
import type { Portal } from '../portal.server.ts'
import { checkPassword } from './check-password.server.ts'

/** The member of staff with this e-mail and this password, her own or one handed out; of each failure a note is kept. */
export async function recogniseStaff(
  portal: Portal,
  { email, password }: { email: string; password: string },
): Promise<StaffMember | null> {
  const member = await portal.db.as('public', (tx) => findStaffByEmail(tx, email.trim().toLowerCase()))
  if (await checkPassword(portal, member, asStored(member, password))) return member
  if (member) {
    const entry = { actorKind: 'staff', actorId: member.id, action: 'sign-in-refused', detail: {} } as const
    await portal.db.as('public', (tx) => note(tx, entry, portal.clock.now()))
  }
  return null
}

/** What was handed out is a code, however it is typed. */
function asStored(member: StaffMember | null, typed: string): string {
  return (member?.handedOutUntil && readCode(typed)) || typed
}
