import type { Tx } from '#db/client.server.ts'
import { partFromEnrolment, voidLettersOf } from '#db/queries/corrections.server.ts'
import { findEnrolmentsOf, releaseEnrolment } from '#db/queries/enrolments.server.ts'
import { endRegisteredFor } from '#db/queries/representations.server.ts'
import { enterSubject } from '#db/queries/scope.server.ts'
import type { ConsentEvent } from '../domain/consent/events.ts'
import type { Portal } from '../portal.server.ts'
import type { HeldEnrolments } from './hold-enrolments.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'
import { revokeAllAt } from './revoke-all-at.server.ts'

/**
 * The letter reached somebody whose pseudonym it is not: the letters open nothing more, the tokens are revoked, and the
 * pseudonym is nobody's until a new letter is claimed. What the person chose stays for the hospitals whose letters were
 * hers; where this was her only one, everything that could permit is void. What was used under the pseudonym is no
 * longer shown to her, and whom the hospital registered to act for its patient acts for nobody.
 */
export async function releaseWrongClaim(portal: Portal, tx: Tx, held: HeldEnrolments, id: string): Promise<void> {
  const at = portal.clock.now()
  const enrolment = held.enrolments.get(id)
  const account = held.accounts.get(enrolment?.contributorId ?? '')
  await voidLettersOf(tx, id, at)
  if (!enrolment || !account) return

  await enterSubject(tx, account.id)
  await revokeAllAt(tx, [id], at)
  const others = (await findEnrolmentsOf(tx, account.id)).filter((other) => other.id !== id)
  const event: ConsentEvent =
    others.length > 0
      ? { type: 'enrolment-corrected', enrolmentId: id, correction: 'not-hers' }
      : { type: 'claim-voided', enrolmentId: id, corrected: true }
  const by = { kind: 'organisation', id: enrolment.organisationId, how: 'portal' } as const
  await recordConsentEvent(portal, tx, account, event, by)
  await endRegisteredFor(tx, account.id, enrolment.organisationId, at)
  await releaseEnrolment(tx, id)
  await partFromEnrolment(tx, id)
}
