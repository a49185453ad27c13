import type { Tx } from '#db/client.server.ts'
import { type ContributorHead, lockContributor } from '#db/queries/contributors.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import type { Actor, ConsentEvent, RecordedEvent } from '../domain/consent/events.ts'
import type { Standing } from '../domain/consent/standing.ts'
import { type Decision, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { holdRight, type RightRefusal } from './hold-right.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'

/** What can stand in the way of every change. */
export type SwitchRefusal = RightRefusal | 'person-died'

/**
 * How every switch changes: lock the contributor, see where she stands, decide, see that whoever acts for her still may,
 * record; all or nothing.
 */
export async function changeSwitch<Refusal extends string>(
  portal: Portal,
  { contributorId, by }: { contributorId: string; by: Actor },
  decideChange: (
    standing: Standing,
    tx: Tx,
  ) => Decision<ConsentEvent, Refusal> | Promise<Decision<ConsentEvent, Refusal>>,
  afterwards: (tx: Tx, contributor: ContributorHead) => Promise<void> = async () => {},
): Promise<Decision<RecordedEvent, Refusal | SwitchRefusal>> {
  return portal.db.as({ subject: contributorId }, async (tx) => {
    const contributor = await lockContributor(tx, contributorId)
    if (contributor.diedOn) return refused('person-died')
    const decision = await decideChange(await findStanding(tx, contributorId), tx)
    if (!decision.ok) return decision
    const right = await holdRight(portal, tx, { contributorId, by, event: decision.event })
    if (!right.ok) return right

    const event = await recordConsentEvent(portal, tx, contributor, decision.event, by)
    await afterwards(tx, contributor)
    return { ok: true, event }
  })
}
