import { findOrganisation } from '#db/queries/organisations.server.ts'
import { findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import type { ActingScope } from '../domain/access/acting.ts'
import { stateOf } from '../domain/access/representation.ts'
import { OPENS_NOTHING } from '../domain/access/representation-acceptance.ts'
import type { Day } from '../domain/day.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type InvitationTyped, openRepresentation } from './open-representation.server.ts'

/** What somebody is asked to take upon herself; whom it is for is not told, because nobody here has a name. */
export type Asked = {
  scope: ActingScope
  firstDay: Day
  lastDay: Day
  hospital: string | null
  programmes: Programme[]
}

/** What the number and the code open, before anything is accepted. */
export async function readOffer(
  portal: Portal,
  typed: InvitationTyped,
): Promise<Decision<Asked, 'representation-not-matched' | 'representation-invitation-expired'>> {
  const opened = await openRepresentation(portal, typed)
  if (!opened.ok) return opened
  const { scope, firstDay, lastDay, registeredBy } = opened.event
  const state = stateOf(opened.event, portal.clock.now())
  if (state === 'not-taken-up') return refused('representation-invitation-expired')
  if (OPENS_NOTHING.includes(state)) return refused('representation-not-matched')
  return portal.db.as('public', async (tx) => {
    const hospital = registeredBy ? ((await findOrganisation(tx, registeredBy))?.name ?? null) : null
    return recorded({ scope, firstDay, lastDay, hospital, programmes: await findProgrammes(tx) })
  })
}
