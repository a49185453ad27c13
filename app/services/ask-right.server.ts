import { randomUUID } from 'node:crypto'
import { note } from '#db/queries/audit.server.ts'
import { lockContributor } from '#db/queries/contributors.server.ts'
import { findProgramme } from '#db/queries/programmes.server.ts'
import { findRightsRequestsOf, insertRightsRequest } from '#db/queries/rights-requests.server.ts'
import { sealRightsWords } from '../crypto/rights-words.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { asking } from '../domain/right/asking.ts'
import type { DataRight } from '../domain/right/data-right.ts'
import type { Portal } from '../portal.server.ts'

type Asked = {
  contributorId: string
  right: DataRight
  /** The programme that it is asked of; of the portal itself where there is none. */
  programmeId: string | null
  words: string | null
  /** In which the answer is to be. */
  language: string
}

export type RightRefusal = 'programme-not-found' | 'right-already-asked' | 'right-words-required'

/** Writes down what somebody asks about her data and by when an answer is due (GDPR Art. 12(3)); her words are sealed. */
export async function askRight(
  { db, clock, secrets }: Portal,
  { contributorId, right, programmeId, words, language }: Asked,
): Promise<Decision<string, RightRefusal>> {
  return db.as({ subject: contributorId }, async (tx) => {
    const { wrappedKey } = await lockContributor(tx, contributorId)
    if (!wrappedKey) throw new Error('the account is closed')
    if (programmeId !== null && !(await findProgramme(tx, programmeId))) return refused('programme-not-found')
    const askedAt = clock.now()
    const before = await findRightsRequestsOf(tx, contributorId)
    const decision = asking(
      before.map((one) => ({ ...one, open: one.outcome === null })),
      { right, programmeId, words, at: askedAt },
    )
    if (!decision.ok) return decision

    const id = randomUUID()
    const sealedWords = words && sealRightsWords({ master: secrets.master, wrappedKey }, words)
    const facts = { right, programmeId, language, askedAt, dueOn: decision.event.dueOn }
    await insertRightsRequest(tx, { id, contributorId, ...facts, ...(sealedWords && { sealedWords }) })
    const entry = { actorKind: 'contributor', actorId: contributorId, action: 'right-asked' } as const
    await note(tx, { ...entry, detail: { right, programme: programmeId } }, askedAt)
    return recorded(id)
  })
}
