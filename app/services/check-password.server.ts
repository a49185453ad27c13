import { countPasswordTry, forgetPasswordTries, type StaffMember } from '#db/queries/staff.server.ts'
import { matchesSlowHash } from '../crypto/secrets.server.ts'
import { nextTryAt } from '../domain/access/sign-in-delay.ts'
import type { Portal } from '../portal.server.ts'

/** Whether this is the member's password; no member, one who must wait and a wrong password take as long. */
export async function checkPassword(portal: Portal, member: StaffMember | null, password: string): Promise<boolean> {
  const tried = member && (await mayTry(portal, member)) ? member : null
  const matches = await matchesSlowHash(portal.secrets, 'staff-password', password, tried?.passwordHash)
  if (!tried || !matches) return false

  await portal.db.as('public', (tx) => forgetPasswordTries(tx, tried.id))
  return true
}

/** Takes one try of this password, where one may be taken now. */
async function mayTry({ db, clock }: Portal, member: StaffMember): Promise<boolean> {
  const now = clock.now()
  const waitUntil = nextTryAt(member.tries, member.lastTryAt)
  if (waitUntil && now < waitUntil) return false
  return db.as('public', (tx) => countPasswordTry(tx, member, now))
}
