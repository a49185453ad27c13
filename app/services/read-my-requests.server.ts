import { findContributor } from '#db/queries/contributors.server.ts'
import { findRightsRequestsOf, type RightsRequest } from '#db/queries/rights-requests.server.ts'
import { openRightsWords } from '../crypto/rights-words.server.ts'
import { isOverdue } from '../domain/right/asking.ts'
import type { Portal } from '../portal.server.ts'

export type MyRequest = Pick<
  RightsRequest,
  'id' | 'right' | 'programmeId' | 'language' | 'askedAt' | 'dueOn' | 'outcome' | 'answeredAt'
> & { words: string | null; reason: string | null; answer: string | null; overdue: boolean }

/** What a contributor asked about her data and what was answered, newest first. */
export async function readMyRequests({ db, clock, secrets }: Portal, contributorId: string): Promise<MyRequest[]> {
  return db.as({ subject: contributorId }, async (tx) => {
    const wrappedKey = (await findContributor(tx, contributorId))?.wrappedKey
    const opened = (sealed: Buffer | null) =>
      sealed && wrappedKey ? openRightsWords({ master: secrets.master, wrappedKey }, sealed) : null
    const requests = await findRightsRequestsOf(tx, contributorId)
    return requests.map(({ id, right, programmeId, language, askedAt, dueOn, outcome, answeredAt, ...sealed }) => ({
      ...{ id, right, programmeId, language, askedAt, dueOn, outcome, answeredAt },
      words: opened(sealed.sealedWords),
      reason: opened(sealed.sealedReason),
      answer: opened(sealed.sealedAnswer),
      overdue: isOverdue({ dueOn, open: outcome === null }, clock.now()),
    }))
  })
}
