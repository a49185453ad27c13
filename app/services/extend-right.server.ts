import { note } from '#db/queries/audit.server.ts'
import { putMessages } from '#db/queries/messages.server.ts'
import { changeOpenRequest } from '#db/queries/rights-requests.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { type ExtendingRefusal, extending } from '../domain/right/extending.ts'
import type { Portal } from '../portal.server.ts'
import { holdRequest } from './hold-request.server.ts'

type Extension = { staffId: string; requestId: string; reason: string }

/** Says, within the month, that an answer takes two months more, and why, in words that only she and whoever answers read. */
export async function extendRight(
  portal: Portal,
  { staffId, requestId, reason }: Extension,
): Promise<Decision<string, ExtendingRefusal | 'page-not-found'>> {
  return holdRequest(portal, { staffId, requestId }, async (tx, { request, roles, sealed }) => {
    const { outcome, extendedAt, contributorId } = request
    const at = portal.clock.now()
    const asked = { ...request, open: outcome === null, extended: extendedAt !== null }
    const decision = extending(asked, { roles, at })
    if (!decision.ok) return decision

    const extension = { ...decision.event, sealedReason: sealed(reason), extendedBy: staffId }
    if (!(await changeOpenRequest(tx, requestId, extension))) return refused('right-already-answered')
    const entry = { actorKind: 'staff', actorId: staffId, action: 'right-extended' } as const
    await note(tx, { ...entry, detail: { request: requestId } }, at)
    await putMessages(tx, { people: [contributorId], topic: 'right-extended' }, at)
    return recorded(requestId)
  })
}
