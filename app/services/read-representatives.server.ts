import type { Tx } from '#db/client.server.ts'
import { type ActFor, findActsFor } from '#db/queries/acts-for.server.ts'
import { findContributor } from '#db/queries/contributors.server.ts'
import { findOrganisation } from '#db/queries/organisations.server.ts'
import { findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import {
  findRepresentationsBy,
  findRepresentationsOf,
  type KeptRepresentation,
} from '#db/queries/representations.server.ts'
import { openName } from '../crypto/private-name.server.ts'
import { type Representation, type RepresentationState, stateOf } from '../domain/access/representation.ts'
import type { Portal } from '../portal.server.ts'
import { type Invitation, invitationOf } from './invitation-of.server.ts'

/** So many of what representatives did are shown; all of it stands in the history. */
const ACTS_SHOWN = 50

type Agreed = Pick<Representation, 'id' | 'scope' | 'firstDay' | 'lastDay' | 'endedAt' | 'endedBy'> & {
  state: RepresentationState
  /** What this person calls the other one. */
  name: string | null
}

export type MyRepresentative = Agreed & {
  /** The hospital that registered it. */
  hospital: string | null
  lastBegunAt: Date | null
  invitation: Invitation | null
  acts: ActFor[]
}

export type Representatives = { mine: MyRepresentative[]; others: Agreed[]; programmes: Programme[] }

/** Who may act for a person, what each of them did, and for whom she may act herself. */
export async function readRepresentatives(
  portal: Portal,
  personId: string,
  language: string,
): Promise<Representatives> {
  return portal.db.as({ subject: personId }, async (tx) => {
    const wrappedKey = (await findContributor(tx, personId))?.wrappedKey ?? null
    const acts = await findActsFor(tx, personId, ACTS_SHOWN)
    const mine: MyRepresentative[] = []
    for (const representation of await findRepresentationsOf(tx, personId)) {
      mine.push({
        ...agreed(portal, representation, nameIn(portal, wrappedKey, representation.label)),
        hospital: await hospitalOf(tx, representation),
        lastBegunAt: representation.lastBegunAt,
        invitation: invitationOf(portal, representation, language),
        acts: acts.filter(({ representationId }) => representationId === representation.id),
      })
    }
    const others = (await findRepresentationsBy(tx, personId)).map((representation) =>
      agreed(portal, representation, nameIn(portal, wrappedKey, representation.calledBack)),
    )
    return { mine, others, programmes: await findProgrammes(tx) }
  })
}

function agreed({ clock }: Portal, representation: KeptRepresentation, name: string | null): Agreed {
  const { id, scope, firstDay, lastDay, endedAt, endedBy } = representation
  return { id, scope, firstDay, lastDay, endedAt, endedBy, state: stateOf(representation, clock.now()), name }
}

function nameIn({ secrets }: Portal, wrappedKey: Buffer | null, sealed: Buffer | null): string | null {
  return wrappedKey && sealed && openName({ master: secrets.master, wrappedKey }, sealed)
}

async function hospitalOf(tx: Tx, { registeredBy }: KeptRepresentation): Promise<string | null> {
  return registeredBy && ((await findOrganisation(tx, registeredBy))?.name ?? null)
}
