import { findEnrolment } from '#db/queries/enrolments.server.ts'
import type { Invitation } from '#db/queries/invitations.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { INVITATION_TRIES } from '../domain/access/claim.ts'
import type { Portal } from '../portal.server.ts'

/** Tells the hospital, once, that a letter's last try was used up; the person who typed is told nothing new. */
export async function tellLetterLocked({ db, clock }: Portal, invitation: Invitation | null): Promise<void> {
  if (invitation?.tries !== INVITATION_TRIES) return
  await db.as({ task: 'claim' }, async (tx) => {
    const enrolment = await findEnrolment(tx, invitation.enrolmentId)
    if (!enrolment) return
    const { organisationId, pseudonym } = enrolment
    await enqueue(tx, [{ type: 'invitation-locked', organisationId, payload: { pseudonym } }], clock.now())
  })
}
