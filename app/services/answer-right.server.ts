import { note } from '#db/queries/audit.server.ts'
import { putMessages } from '#db/queries/messages.server.ts'
import { changeOpenRequest } from '#db/queries/rights-requests.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { answering } from '../domain/right/answering.ts'
import type { AnswerToRight } from '../domain/right/data-right.ts'
import type { Portal } from '../portal.server.ts'
import { holdRequest } from './hold-request.server.ts'

type Answer = { staffId: string; requestId: string; outcome: AnswerToRight; words: string }

export type AnswerRefusal = 'page-not-found' | 'not-allowed' | 'right-already-answered'

/**
 * Answers once what somebody asked about her data, in words that only she and whoever answers read; the log says who it
 * was. Whoever wants to be written to is told that there is an answer.
 */
export async function answerRight(
  portal: Portal,
  { staffId, requestId, outcome, words }: Answer,
): Promise<Decision<string, AnswerRefusal>> {
  return holdRequest(portal, { staffId, requestId }, async (tx, { request, roles, sealed }) => {
    const { programmeId, contributorId } = request
    const at = portal.clock.now()
    const decision = answering({ programmeId, open: request.outcome === null }, { roles, outcome, at })
    if (!decision.ok) return decision

    const answer = { ...decision.event, sealedAnswer: sealed(words), answeredBy: staffId }
    if (!(await changeOpenRequest(tx, requestId, answer))) return refused('right-already-answered')
    const entry = { actorKind: 'staff', actorId: staffId, action: 'right-answered' } as const
    await note(tx, { ...entry, detail: { request: requestId, outcome } }, at)
    await putMessages(tx, { people: [contributorId], topic: 'right-answered' }, at)
    return recorded(requestId)
  })
}
