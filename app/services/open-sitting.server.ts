import { note } from '#db/queries/audit.server.ts'
import { findEnrolmentsOf } from '#db/queries/enrolments.server.ts'
import { findStaffSessionEnd, insertSession } from '#db/queries/sessions.server.ts'
import { newSessionSecret, sessionIdHash } from '../crypto/session-secret.server.ts'
import { sittingAt, sittingEnd } from '../domain/access/sitting.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'
import { signIn } from './sign-in.server.ts'

export type SittingRefusal = 'sign-in-not-matched' | 'not-allowed' | 'not-enrolled-here'

type Asked = {
  clerk: DeskClerk
  /** The secret of the clerk's own session: the sitting ends with it. */
  clerkSession: string
  code: string
  pin: string
}

/**
 * Lets a person in on a clerk's device by her own code and PIN, and by nothing else; returns the secret that the
 * browser's cookie is to hold. What she does then is recorded as hers, with staff of this hospital beside her.
 */
export async function openSitting(
  portal: Portal,
  { clerk, clerkSession, code, pin }: Asked,
): Promise<Decision<{ secret: string; language: string }, SittingRefusal>> {
  const known = await signIn(portal, { code, pin })
  if (!known.ok) return known

  const { contributorId, language } = known.event
  const { staffId, organisationId } = clerk
  return portal.db.as({ subject: contributorId }, async (tx) => {
    const assistedIn = sessionIdHash(clerkSession)
    const clerkSessionEndsAt = await findStaffSessionEnd(tx, assistedIn, staffId)
    if (!clerkSessionEndsAt || !(await holdDesk(tx, clerk))) return refused('not-allowed')
    const enrolledAt = (await findEnrolmentsOf(tx, contributorId)).map((enrolment) => enrolment.organisationId)
    const decision = sittingAt(organisationId, enrolledAt)
    if (!decision.ok) return decision

    const at = portal.clock.now()
    const secret = newSessionSecret()
    await insertSession(tx, {
      ...{ idHash: sessionIdHash(secret), contributorId, assistedBy: organisationId, assistedIn },
      ...{ createdAt: at, lastSeenAt: at, authenticatedAt: at, expiresAt: sittingEnd(at, clerkSessionEndsAt) },
    })
    const detail = { organisation: organisationId }
    await note(tx, { actorKind: 'staff', actorId: staffId, action: 'sitting-opened', detail }, at)
    return recorded({ secret, language })
  })
}
