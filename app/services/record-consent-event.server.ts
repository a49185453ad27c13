import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { appendConsentEvent, type SealedRow } from '#db/queries/consent-events.server.ts'
import { type ContributorHead, databaseNow } from '#db/queries/contributors.server.ts'
import { putMessages } from '#db/queries/messages.server.ts'
import { findStanding, saveStanding } from '#db/queries/standings.server.ts'
import { unwrapKey } from '../crypto/contributor-key.server.ts'
import { type ChainedFacts, chainHash, sealEvent, snapshotHash } from '../crypto/event-seal.server.ts'
import { type Actor, type ConsentEvent, isForHer, type RecordedEvent } from '../domain/consent/events.ts'
import { after } from '../domain/consent/standing.ts'
import type { Portal } from '../portal.server.ts'
import { revokeUnjustifiedTokens } from './revoke-unjustified-tokens.server.ts'

/**
 * Appends an event to a contributor's record, folds it into where she stands, and revokes what that no longer
 * justifies, and has her told where somebody acted for her: all in the caller's transaction, which has locked the
 * contributor's row. What narrows may have taken effect earlier, from `effectiveFrom`.
 */
export async function recordConsentEvent(
  portal: Portal,
  tx: Tx,
  contributor: ContributorHead,
  event: ConsentEvent,
  by: Actor,
  effectiveFrom: Date | null = null,
): Promise<RecordedEvent> {
  const recorded = await recordedEvent(portal, tx, contributor, event, { by, effectiveFrom })
  await appendConsentEvent(tx, sealedRow(portal, contributor, event, recorded))

  const standing = after(await findStanding(tx, contributor.id), recorded)
  await saveStanding(tx, contributor.id, standing, recorded.recordedAt)
  await revokeUnjustifiedTokens(portal, tx, contributor.id, standing)
  if (isForHer(by)) await putMessages(tx, { people: [contributor.id], topic: 'acted-for-you' }, recorded.recordedAt)
  return recorded
}

async function recordedEvent(
  { clock }: Portal,
  tx: Tx,
  contributor: ContributorHead,
  event: ConsentEvent,
  { by, effectiveFrom }: { by: Actor; effectiveFrom: Date | null },
): Promise<RecordedEvent> {
  const now = await clock.recorded(() => databaseNow(tx))
  const recordedAt = strictlyAfter(contributor.lastRecordedAt, now)
  return {
    ...event,
    id: randomUUID(),
    sequence: contributor.eventSequence + 1,
    by,
    effectiveFrom: effectiveFrom && effectiveFrom < recordedAt ? effectiveFrom : recordedAt,
    recordedAt,
  }
}

/** Two events of one person never share an instant. */
function strictlyAfter(last: Date | null, now: Date): Date {
  return last && now <= last ? new Date(last.getTime() + 1) : now
}

/** An event as the record keeps it: sealed with her key and chained to the one before. */
export function sealedRow(
  { secrets }: Portal,
  contributor: Pick<ContributorHead, 'id' | 'wrappedKey' | 'lastEventHash'>,
  event: ConsentEvent,
  recorded: RecordedEvent,
): SealedRow {
  if (!contributor.wrappedKey) throw new Error('the account is closed')
  const { payload, commitment } = sealEvent(unwrapKey(secrets.master, contributor.wrappedKey), event)
  const facts: ChainedFacts = {
    id: recorded.id,
    contributorId: contributor.id,
    sequence: recorded.sequence,
    type: event.type,
    programmeId: 'programmeId' in event ? event.programmeId : null,
    dataUseId: 'dataUseId' in event ? event.dataUseId : null,
    formId: 'formId' in event ? event.formId : null,
    language: 'snapshot' in event ? event.snapshot.language : null,
    snapshotHash: 'snapshot' in event ? snapshotHash(event.snapshot) : null,
    by: recorded.by,
    effectiveFrom: recorded.effectiveFrom,
    recordedAt: recorded.recordedAt,
  }
  return {
    ...facts,
    payload,
    payloadCommitment: commitment,
    previousHash: contributor.lastEventHash,
    hash: chainHash(contributor.lastEventHash, facts, commitment),
  }
}
