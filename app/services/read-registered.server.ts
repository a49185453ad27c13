import { findRegistered } from '#db/queries/registered-representations.server.ts'
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
  /** What to hand over, as long as nobody has accepted. */
  invitation: Invitation | null
}

/** What a hospital registered for minors; who accepted is not told. */
export async function readRegistered(portal: Portal, { organisationId }: DeskClerk, language: string) {
  const at = portal.clock.now()
  const found = await portal.db.as({ organisation: organisationId }, (tx) =>
    findRegistered(tx, { organisationId, limit: SHOWN }),
  )
  return found.map((representation): Registered => {
    const { id, pseudonym, lastDay, endedAt } = representation
    const endedOn = endedAt && dayOf(endedAt)
    const state = stateOf(representation, at)
    return { id, pseudonym, lastDay, state, endedOn, invitation: invitationOf(portal, representation, language) }
  })
}
