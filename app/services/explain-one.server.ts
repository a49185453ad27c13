import type { Tx } from '#db/client.server.ts'
import { findSealedEvents, type SealedRow } from '#db/queries/consent-events.server.ts'
import { findContributor } from '#db/queries/contributors.server.ts'
import type { Seen } from '#db/queries/seen.ts'
import { findEventsWitnessed } from '#db/queries/seen-records.server.ts'
import { unwrapKey } from '../crypto/contributor-key.server.ts'
import { snapshotHash } from '../crypto/event-seal.server.ts'
import { type ClaimRecord, wasNeverHers } from '../domain/access/claim-then.ts'
import type { DecisionRequest, Reason, SupersededForms } from '../domain/consent/decide.ts'
import { decidedAgain } from '../domain/consent/decided-again.ts'
import type { Snapshot } from '../domain/consent/events.ts'
import type { Provision } from '../domain/consent/provision.ts'
import { type Day, dayOf } from '../domain/day.ts'
import type { Portal } from '../portal.server.ts'
import { openedEvent } from './opened-event.server.ts'

/** A question about `at`, as much of it as its answer about one person needs. */
export type DecisionContext = {
  request: DecisionRequest
  at: Date
  /** What the decision that is asked again had seen; null where nobody had asked then. */
  seen: Seen | null
  /** The claim by which the pseudonym was hers then; null where what a decision had seen says whose it was. */
  claim: ClaimRecord | null
  knownAt: Date | null
  superseded: SupersededForms
  versions: ReadonlyMap<string, string>
}

/**
 * Why one person was permitted or not. Nothing that two hospitals could match on: days and no times, no ids of events.
 * Of somebody who closed her account nothing can be read any more, and nothing is guessed.
 */
export type ExplainedAnswer = {
  subject: string
  outcome: 'permit' | 'deny' | null
  reason: Reason | 'record-erased'
  provision: Provision | null
  form: { id: string; version: string | null } | null
  language: string | null
  /** SHA-256 of exactly what was shown, in hexadecimal, as her receipt has it. */
  snapshot_sha256: string | null
  decided_on: Day | null
}

/** Exactly what was shown to whom the answer rests on; for the portal's own auditors, never for a hospital. */
export type Shown = Pick<Snapshot, 'title' | 'paragraphs'>

/** What was decided about one person; read in her own scope, because a hospital's does not show a record. */
export async function explainOne(
  { db, secrets }: Portal,
  contributorId: string | null,
  { request, at, seen, claim, knownAt, superseded, versions }: DecisionContext,
): Promise<{ answer: Omit<ExplainedAnswer, 'subject'>; shown: Shown | null }> {
  if (!contributorId) return NO_RECORD
  const { wrappedKey, rows } = await db.as({ subject: contributorId }, async (tx) => ({
    wrappedKey: (await findContributor(tx, contributorId))?.wrappedKey,
    rows: await findRecord(tx, contributorId, seen),
  }))
  if (!wrappedKey) return { answer: { outcome: null, reason: 'record-erased', ...NOTHING_MORE }, shown: null }
  const key = unwrapKey(secrets.master, wrappedKey)
  const record = rows.map((row) => ({ ...openedEvent(key, row), wasSeen: row.wasSeen }))
  if (claim && knownAt && wasNeverHers(claim, record, knownAt)) return NO_RECORD
  const { outcome, reason, provision, formId, restsOn } = decidedAgain(record, request, {
    at,
    knownAt,
    superseded,
  })
  const snapshot = restsOn && 'snapshot' in restsOn ? restsOn.snapshot : null
  return {
    answer: {
      outcome,
      reason,
      provision,
      form: formId === null ? null : { id: formId, version: versions.get(formId) ?? null },
      language: snapshot?.language ?? null,
      snapshot_sha256: snapshot && snapshotHash(snapshot).toString('hex'),
      decided_on: restsOn && dayOf(restsOn.recordedAt),
    },
    shown: snapshot && { title: snapshot.title, paragraphs: snapshot.paragraphs },
  }
}

const NOTHING_MORE = { provision: null, form: null, language: null, snapshot_sha256: null, decided_on: null }

const NO_RECORD = { answer: { outcome: 'deny', reason: 'no-record', ...NOTHING_MORE }, shown: null } as const

async function findRecord(
  tx: Tx,
  contributorId: string,
  seen: Seen | null,
): Promise<(SealedRow & { wasSeen: boolean })[]> {
  if (seen) return findEventsWitnessed(tx, contributorId, seen)
  const rows = await findSealedEvents(tx, contributorId)
  return rows.map((row) => ({ ...row, wasSeen: false }))
}
