import type { Tx } from '#db/client.server.ts'
import { findContributor } from '#db/queries/contributors.server.ts'
import { findRepresentation } from '#db/queries/representations.server.ts'
import type { ContributorSession } from '#db/queries/sessions.server.ts'
import { openName } from '../crypto/private-name.server.ts'
import { type Acting, ASSISTED_SCOPE, assistedBy, NO_SCOPE, representing } from '../domain/access/acting.ts'
import { stateOf } from '../domain/access/representation.ts'
import type { Portal } from '../portal.server.ts'

/** For whom or with whom a session acts, found again with every request; null where she acts alone for herself. */
export async function findActing(portal: Portal, tx: Tx, session: ContributorSession): Promise<Acting | null> {
  const { id, actingRepresentationId, assistedBy: organisationId } = session
  if (actingRepresentationId) return actingFor(portal, tx, { personId: id, representationId: actingRepresentationId })
  return organisationId ? { id, by: assistedBy(organisationId), scope: ASSISTED_SCOPE, label: null } : null
}

/**
 * What has ended leaves a scope in which nothing can be done, until she says herself that she acts for nobody any more:
 * else a form that was opened for another person would be taken for her own.
 */
async function actingFor(
  portal: Portal,
  tx: Tx,
  { personId, representationId }: { personId: string; representationId: string },
): Promise<Acting> {
  const representation = await findRepresentation(tx, representationId)
  const by = representing(representationId)
  if (representation?.representativeId !== personId) return { id: personId, by, scope: NO_SCOPE, label: null }

  const { contributorId, scope, calledBack } = representation
  const label = calledBack && (await nameOf(portal, tx, personId, calledBack))
  const isInForce = stateOf(representation, portal.clock.now()) === 'in-force'
  return { id: contributorId, by, scope: isInForce ? scope : NO_SCOPE, label }
}

async function nameOf({ secrets }: Portal, tx: Tx, personId: string, sealed: Buffer): Promise<string | null> {
  const wrappedKey = (await findContributor(tx, personId))?.wrappedKey
  return wrappedKey ? openName({ master: secrets.master, wrappedKey }, sealed) : null
}
