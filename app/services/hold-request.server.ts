import type { Tx } from '#db/client.server.ts'
import { lockContributor } from '#db/queries/contributors.server.ts'
import { findRightsRequest, type RightsRequest } from '#db/queries/rights-requests.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { sealRightsWords } from '../crypto/rights-words.server.ts'
import { type Decision, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

/** What somebody asked, held still, with the roles of whoever is about to answer and her key to seal the words with. */
export type HeldRequest = {
  request: RightsRequest
  roles: Awaited<ReturnType<typeof findHeldRoles>>
  sealed: (words: string) => Buffer
}

/** Does something about a request under the lock of whoever asked; what is not there, or went with its account, is unknown. */
export async function holdRequest<Event, Refusal extends string>(
  { db, secrets }: Portal,
  { staffId, requestId }: { staffId: string; requestId: string },
  work: (tx: Tx, held: HeldRequest) => Promise<Decision<Event, Refusal>>,
): Promise<Decision<Event, Refusal | 'page-not-found'>> {
  const whose = (await db.as({ task: 'rights' }, (tx) => findRightsRequest(tx, requestId)))?.contributorId
  if (!whose) return refused('page-not-found')

  return db.as({ subject: whose, task: 'rights' }, async (tx) => {
    const { wrappedKey } = await lockContributor(tx, whose)
    const request = await findRightsRequest(tx, requestId)
    if (!request || !wrappedKey) return refused('page-not-found')
    const sealed = (words: string) => sealRightsWords({ master: secrets.master, wrappedKey }, words)
    return work(tx, { request, roles: await findHeldRoles(tx, staffId), sealed })
  })
}
