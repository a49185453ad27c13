import type { Tx } from '#db/client.server.ts'
import { holdRepresentation } from '#db/queries/representations.server.ts'
import { holdSitting } from '#db/queries/sittings.server.ts'
import { type ActingRefusal, actForAnother } from '../domain/access/act-for-another.ts'
import type { Actor, ConsentEvent } from '../domain/consent/events.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

type Asked = { contributorId: string; by: Actor; event: ConsentEvent }

export type RightRefusal = ActingRefusal | 'sitting-ended'

/**
 * Whether the one who acts still may, in the transaction that records the act, however long ago the page was loaded.
 * Until the transaction ends nobody ends the representation, or the sitting with staff at her side.
 */
export async function holdRight(portal: Portal, tx: Tx, asked: Asked): Promise<Decision<ConsentEvent, RightRefusal>> {
  const { contributorId, by, event } = asked
  if (by.kind === 'representative') return holdRepresented(portal, tx, asked)
  if (by.how !== 'assisted') return recorded(event)
  const isHelped = await holdSitting(tx, { contributorId, organisationId: by.id }, portal.clock.now())
  return isHelped ? recorded(event) : refused('sitting-ended')
}

/** Its scope, its days, and whether either side ended it. */
async function holdRepresented(
  { clock }: Portal,
  tx: Tx,
  { contributorId, by, event }: Asked,
): Promise<Decision<ConsentEvent, ActingRefusal>> {
  const held = await holdRepresentation(tx, by.id)
  const representation = held?.contributorId === contributorId && held.representativeId ? held : null
  const decision = actForAnother(representation, event, clock.now())
  return decision.ok ? recorded(event) : decision
}
