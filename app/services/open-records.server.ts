import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { databaseNow } from '#db/queries/contributors.server.ts'
import { type FirstRecord, openFirstRecords } from '#db/queries/first-records.server.ts'
import { wrapNewKey } from '../crypto/contributor-key.server.ts'
import type { ConsentEvent } from '../domain/consent/events.ts'
import type { Day } from '../domain/day.ts'
import { datedBack } from '../domain/paper/dated-back.ts'
import type { Portal } from '../portal.server.ts'
import { sealedRow } from './record-consent-event.server.ts'

/** What somebody's paper said of whom there is no record yet. */
export type FirstPaper = { enrolmentId: string; lettersIn: string; signedOn: Day; event: ConsentEvent }

/**
 * Opens the records of many people at once, each with what her paper said, as `holdRecord` and `recordConsentEvent` do one
 * by one. Nobody has a token to revoke or an address to be told at, and nobody else knows of her record before this is committed.
 * Answers with the event of each enrolment; whoever has got a record meanwhile is not among them.
 */
export async function openRecords(
  portal: Portal,
  tx: Tx,
  { organisationId, papers }: { organisationId: string; papers: readonly FirstPaper[] },
): Promise<Map<string, string>> {
  const recordedAt = await portal.clock.recorded(() => databaseNow(tx))
  const records = papers.map((paper) => firstRecord(portal, organisationId, paper, recordedAt))
  const opened = await openFirstRecords(tx, records)
  return new Map(
    records.flatMap(({ enrolmentId, event }) => (opened.has(enrolmentId) ? [[enrolmentId, event.id]] : [])),
  )
}

function firstRecord(
  portal: Portal,
  organisationId: string,
  { enrolmentId, lettersIn, signedOn, event }: FirstPaper,
  recordedAt: Date,
): FirstRecord {
  const wrappedKey = wrapNewKey(portal.secrets.master)
  const contributor = { id: randomUUID(), language: lettersIn, createdAt: portal.clock.now(), wrappedKey }
  const by = { kind: 'organisation', id: organisationId, how: 'paper' } as const
  const effectiveFrom = datedBack(event, signedOn) ?? recordedAt
  const recorded = { ...event, id: randomUUID(), sequence: 1, by, effectiveFrom, recordedAt }
  const sealed = sealedRow(portal, { ...contributor, lastEventHash: null }, event, recorded)
  const yes = 'choices' in event && 'expiresAt' in event ? event : null
  return { enrolmentId, contributor, event: sealed, choices: yes?.choices ?? null, expiresAt: yes?.expiresAt ?? null }
}
