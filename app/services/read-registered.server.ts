import { findRegistered } from '#db/queries/registered-representations.server.ts'
import { registrationConfirmed } from '../domain/access/registration.ts'
import { type RepresentationState, stateOf } from '../domain/access/representation.ts'
import { type Day, dayOf } from '../domain/day.ts'
import type { Portal } from '../portal.server.ts'
import type { DeskClerk } from './hold-desk.server.ts'
import { type Invitation, invitationOf } from './invitation-of.server.ts'

/** So many stand on the clerks' page, the newest first. */
const SHOWN = 100

export type Registered = {
  id: string
  pseudonym: string | null
  lastDay: Day
  state: RepresentationState
  endedOn: Day | null
  /** Whether the clerk who looks may confirm it: another one entered it. */
  mayConfirm: boolean
  /** What to hand over, once it is confirmed and as long as nobody has accepted. */
  invitation: Invitation | null
}

/** What a hospital registered for minors; who accepted is not told. */
export async function readRegistered(portal: Portal, clerk: DeskClerk, language: string) {
  const at = portal.clock.now()
  const found = await portal.db.as({ organisation: clerk.organisationId }, (tx) =>
    findRegistered(tx, { organisationId: clerk.organisationId, limit: SHOWN }),
  )
  return found.map((representation): Registered => {
    const { id, pseudonym, lastDay, endedAt } = representation
    const endedOn = endedAt && dayOf(endedAt)
    const state = stateOf(representation, at)
    const mayConfirm = registrationConfirmed(representation, clerk, at).ok
    return {
      id,
      pseudonym,
      lastDay,
      state,
      endedOn,
      mayConfirm,
      invitation: invitationOf(portal, representation, language),
    }
  })
}
