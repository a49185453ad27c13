import { findEnrolment } from '#db/queries/enrolments.server.ts'
import { dayOf } from '../domain/day.ts'
import { recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'
import { type Enrolled, sendLetters, writeLetters } from './send-letters.server.ts'

/** A new letter for somebody whose first one was lost, ran out, or went to the wrong person; earlier ones open nothing any more. */
export async function inviteAgain(
  portal: Portal,
  asked: { node: IssuingNode; enrolmentId: string; birth_date: string; language: string },
) {
  const { node, enrolmentId, birth_date, language } = asked
  const { organisationId } = node
  const at = portal.clock.now()
  if (birth_date > dayOf(at)) return refused('birth-date-in-future')
  const found = await portal.db.as({ organisation: organisationId }, (tx) => findEnrolment(tx, enrolmentId))
  if (found?.organisationId !== organisationId || found.retiredAt) return refused('enrolment-not-found')

  const letters = await writeLetters(portal, [{ pseudonym: found.pseudonym, birth_date, language }])
  const [sent] = await portal.db.as({ organisation: organisationId }, (tx) =>
    sendLetters(tx, organisationId, letters, at),
  )
  if (!sent) return refused('enrolment-not-found')
  return sent.invitation ? recorded<Enrolled>(sent) : refused('enrolment-already-claimed')
}
