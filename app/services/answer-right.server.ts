import { note } from '#db/queries/audit.server.ts'
import { lockContributor } from '#db/queries/contributors.server.ts'
import { answerRightsRequest, findRightsRequest } from '#db/queries/rights-requests.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { sealRightsWords } from '../crypto/rights-words.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { answering } from '../domain/right/answering.ts'
import type { AnswerToRight } from '../domain/right/data-right.ts'
import type { Portal } from '../portal.server.ts'

type Answer = { staffId: string; requestId: string; outcome: AnswerToRight; words: string }

export type AnswerRefusal = 'page-not-found' | 'not-allowed' | 'right-already-answered'

/** Answers once what somebody asked about her data, in words that only she and whoever answers read; the log says who it was. */
export async function answerRight(
  { db, clock, secrets }: Portal,
  { staffId, requestId, outcome, words }: Answer,
): Promise<Decision<string, AnswerRefusal>> {
  const whose = (await db.as({ task: 'rights' }, (tx) => findRightsRequest(tx, requestId)))?.contributorId
  if (!whose) return refused('page-not-found')

  return db.as({ subject: whose, task: 'rights' }, async (tx) => {
    const { wrappedKey } = await lockContributor(tx, whose)
    const request = await findRightsRequest(tx, requestId)
    if (!request || !wrappedKey) return refused('page-not-found')
    const { programmeId } = request
    const asked = { programmeId, open: request.outcome === null }
    const decision = answering(asked, { roles: await findHeldRoles(tx, staffId), outcome, at: clock.now() })
    if (!decision.ok) return decision

    const sealedAnswer = sealRightsWords({ master: secrets.master, wrappedKey }, words)
    const answered = await answerRightsRequest(tx, requestId, { ...decision.event, sealedAnswer, answeredBy: staffId })
    if (!answered) return refused('right-already-answered')
    const entry = { actorKind: 'staff', actorId: staffId, action: 'right-answered' } as const
    await note(tx, { ...entry, detail: { request: requestId, outcome } }, decision.event.answeredAt)
    return recorded(requestId)
  })
}
