import { randomBytes, randomUUID } from 'node:crypto'
import { note } from '#db/queries/audit.server.ts'
import { findOrganisation } from '#db/queries/organisations.server.ts'
import { findRepresentationsOf, insertRepresentation } from '#db/queries/representations.server.ts'
import { newCode, SELECTOR_LENGTH } from '../crypto/codes.ts'
import { ACTS, type ActingScope } from '../domain/access/acting.ts'
import { lastDayOfMinority, type MinorityRefusal } from '../domain/access/minority.ts'
import { isOpen } from '../domain/access/representation.ts'
import { invitedUntil, MOST_REPRESENTATIVES } from '../domain/access/representation-offer.ts'
import { type Day, dayOf } from '../domain/day.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'
import { holdRecord } from './hold-record.server.ts'

export type RegisterRefusal =
  | MinorityRefusal
  | 'not-allowed'
  | 'nobody-by-this-pseudonym'
  | 'person-died'
  | 'representation-too-many'

/** Whoever has parental responsibility decides about everything that the minor would decide herself. */
const OF_A_MINOR: ActingScope = { programmes: 'all', acts: ACTS }

/**
 * A clerk registers that somebody represents a minor, until she is of age in the hospital's country. The birth date is
 * reckoned with and kept nowhere; nobody acts before another clerk has confirmed it and the invitation is accepted.
 */
export async function registerRepresentative(
  portal: Portal,
  { clerk, pseudonym, birthDate }: { clerk: DeskClerk; pseudonym: string; birthDate: Day },
): Promise<Decision<{ id: string }, RegisterRefusal>> {
  const { staffId, organisationId } = clerk
  return portal.db.as({ organisation: organisationId }, async (tx) => {
    if (!(await holdDesk(tx, clerk))) return refused('not-allowed')
    const at = portal.clock.now()
    const country = (await findOrganisation(tx, organisationId))?.country ?? ''
    const lastDay = lastDayOfMinority({ birthDate, country }, at)
    if (!lastDay.ok) return lastDay
    const held = await holdRecord(portal, tx, { organisationId, pseudonym })
    if (!held) return refused('nobody-by-this-pseudonym')
    if (held.contributor.diedOn) return refused('person-died')
    const contributorId = held.contributor.id
    const others = await findRepresentationsOf(tx, contributorId)
    if (others.filter((other) => isOpen(other, at)).length >= MOST_REPRESENTATIVES) {
      return refused('representation-too-many')
    }

    const id = randomUUID()
    await insertRepresentation(tx, {
      ...{ id, contributorId, registeredBy: organisationId, enteredBy: staffId, scope: OF_A_MINOR, label: null },
      ...{ firstDay: dayOf(at), lastDay: lastDay.event, invitedUntil: invitedUntil(at), createdAt: at },
      selector: newCode(SELECTOR_LENGTH, randomBytes),
    })
    const detail = { organisation: organisationId, representation: id }
    await note(tx, { actorKind: 'staff', actorId: staffId, action: 'representative-registered', detail }, at)
    return recorded({ id })
  })
}
