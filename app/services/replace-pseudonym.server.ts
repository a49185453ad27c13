import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { insertSuccessor, moveToSuccessor, retireEnrolment } from '#db/queries/corrections.server.ts'
import { type Enrolment, findEverEnrolled } from '#db/queries/enrolments.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import type { Corrected } from './correct-enrolment.server.ts'
import { revokeAllAt } from './revoke-all-at.server.ts'

/**
 * One person goes by another pseudonym from now on: the old one's tokens are revoked, it is nobody's for good, and what
 * she chose, her letters and what the hospital still has to remove go on under the new one.
 */
export async function replacePseudonym(
  { clock }: Portal,
  tx: Tx,
  old: Enrolment,
  pseudonym: string,
): Promise<Decision<Corrected, 'pseudonym-already-enrolled'>> {
  const { organisationId, contributorId, claimedAt, language } = old
  const known = await findEverEnrolled(tx, { organisationId, pseudonyms: [pseudonym] })
  if (known.length > 0) return refused('pseudonym-already-enrolled')

  const at = clock.now()
  const id = randomUUID()
  await insertSuccessor(tx, { id, organisationId, pseudonym, language, createdAt: at, contributorId, claimedAt })
  await retireEnrolment(tx, old.id, { successorId: id, at })
  await moveToSuccessor(tx, { fromId: old.id, toId: id, at })
  const takenBack = await revokeAllAt(tx, [old.id], at)
  return recorded({ enrolment: { id, pseudonym, contributorId }, takenBack })
}
