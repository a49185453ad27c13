import type { Tx } from '#db/client.server.ts'
import { holdRepresentation } from '#db/queries/representations.server.ts'
import { type ActingRefusal, actForAnother } from '../domain/access/act-for-another.ts'
import type { Actor, ConsentEvent } from '../domain/consent/events.ts'
import { type Decision, recorded } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

/**
 * Whether the one who acts still may, in the transaction that records the act: its scope, its days and whether either
 * side ended it, however long ago the page was loaded. Until the transaction ends nobody ends the representation.
 */
export async function holdRight(
  { clock }: Portal,
  tx: Tx,
  { contributorId, by, event }: { contributorId: string; by: Actor; event: ConsentEvent },
): Promise<Decision<ConsentEvent, ActingRefusal>> {
  if (by.kind !== 'representative') return recorded(event)
  const held = await holdRepresentation(tx, by.id)
  const representation = held?.contributorId === contributorId && held.representativeId ? held : null
  const decision = actForAnother(representation, event, clock.now())
  return decision.ok ? recorded(event) : decision
}
