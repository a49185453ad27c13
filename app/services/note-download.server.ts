import { randomUUID } from 'node:crypto'
import { insertRightsRequest } from '#db/queries/rights-requests.server.ts'
import { dayOf } from '../domain/day.ts'
import type { Portal } from '../portal.server.ts'

/** Writes down that somebody was given everything about her at once, so that she also sees where she did not ask for it herself. */
export async function noteDownload(
  { db, clock }: Portal,
  { contributorId, language }: { contributorId: string; language: string },
): Promise<void> {
  const at = clock.now()
  const asked = { right: 'access', programmeId: null, language, askedAt: at, dueOn: dayOf(at) } as const
  const request = { id: randomUUID(), contributorId, ...asked, outcome: 'at-once', answeredAt: at } as const
  await db.as({ subject: contributorId }, (tx) => insertRightsRequest(tx, request))
}
