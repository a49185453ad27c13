import { findContributor } from '#db/queries/contributors.server.ts'
import { findRightsRequest, findRightsRequestsFor, type RightsRequest } from '#db/queries/rights-requests.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { openRightsWords } from '../crypto/rights-words.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { answersRights } from '../domain/right/answering.ts'
import { isOverdue } from '../domain/right/asking.ts'
import { extending } from '../domain/right/extending.ts'
import type { Portal } from '../portal.server.ts'

/** A request as staff see it: never whose it is. */
export type RequestAtDesk = Pick<
  RightsRequest,
  'id' | 'right' | 'programmeId' | 'language' | 'askedAt' | 'dueOn' | 'outcome' | 'answeredAt'
> & { overdue: boolean }

/** With what she wrote and was told, and whether it may still be said that the answer takes longer. */
export type OpenedRequest = RequestAtDesk & {
  words: string | null
  reason: string | null
  answer: string | null
  extendable: boolean
}

/** So many are on the desk at once: whatever is open, and what was answered last. */
const AT_ONCE = 200

/** What is asked of the programmes, or of the portal, that this member of staff answers for. */
export async function readRightsDesk({ db, clock }: Portal, staffId: string): Promise<RequestAtDesk[]> {
  const roles = await db.as('public', (tx) => findHeldRoles(tx, staffId))
  const programmeIds = roles.flatMap(({ programmeId }) => programmeId ?? []).filter((id) => answersRights(roles, id))
  const wanted = { programmeIds, ofPortal: answersRights(roles, null), limit: AT_ONCE }
  const requests = await db.as({ task: 'rights' }, (tx) => findRightsRequestsFor(tx, wanted))
  return requests.map((request) => atDesk(request, clock.now()))
}

/** One request with what she wrote and what was answered; to whoever answers it, and to nobody else. */
export async function readRequestAtDesk(
  { db, clock, secrets }: Portal,
  { staffId, requestId }: { staffId: string; requestId: string },
): Promise<Decision<OpenedRequest, 'page-not-found'>> {
  const { request, roles } = await db.as({ task: 'rights' }, async (tx) => {
    const [found, roles] = [await findRightsRequest(tx, requestId), await findHeldRoles(tx, staffId)]
    return { request: found && answersRights(roles, found.programmeId) ? found : null, roles }
  })
  if (!request || request.outcome === 'at-once') return refused('page-not-found')

  const person = await db.as({ subject: request.contributorId }, (tx) => findContributor(tx, request.contributorId))
  const holder = person?.wrappedKey && { master: secrets.master, wrappedKey: person.wrappedKey }
  const opened = (sealed: Buffer | null) => (sealed && holder ? openRightsWords(holder, sealed) : null)
  const at = clock.now()
  const asked = { ...request, open: request.outcome === null, extended: request.extendedAt !== null }
  return recorded({
    ...atDesk(request, at),
    words: opened(request.sealedWords),
    reason: opened(request.sealedReason),
    answer: opened(request.sealedAnswer),
    extendable: extending(asked, { roles, at }).ok,
  })
}

function atDesk(request: RightsRequest, at: Date): RequestAtDesk {
  const { id, right, programmeId, language, askedAt, dueOn, outcome, answeredAt } = request
  const overdue = isOverdue({ dueOn, open: outcome === null }, at)
  return { id, right, programmeId, language, askedAt, dueOn, outcome, answeredAt, overdue }
}
