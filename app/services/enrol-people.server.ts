import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { findEverEnrolled, insertEnrolments } from '#db/queries/enrolments.server.ts'
import { lockOrganisation } from '#db/queries/organisations.server.ts'
import { requestHash } from '../crypto/request-hash.server.ts'
import { dayOf } from '../domain/day.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'
import { once } from './once.server.ts'
import { type Enrolled, type NewPerson, sendLetters, type WrittenLetter, writeLetters } from './send-letters.server.ts'

/**
 * Enrols people and makes their letters, all or none. Repeated under its Idempotency-Key it returns the same
 * enrolments with new letters, because the codes of the first ones were shown once and never stored.
 */
export async function enrolPeople(
  portal: Portal,
  { node, people, key }: { node: IssuingNode; people: readonly NewPerson[]; key: string | null },
) {
  const at = portal.clock.now()
  if (people.some(({ birth_date }) => birth_date > dayOf(at))) return refused('birth-date-in-future')

  const { organisationId } = node
  const letters = await writeLetters(portal, people)
  const attempt = { nodeId: node.id, key, bodyHash: requestHash(portal.secrets.pepper, people), at }
  return portal.db.as({ organisation: organisationId }, (tx) =>
    once<Enrolled[], 'pseudonym-already-enrolled'>(tx, attempt, {
      first: () => enrol(tx, organisationId, letters, at),
      keep: () => null,
      again: async () => recorded(await sendLetters(tx, organisationId, letters, at)),
    }),
  )
}

async function enrol(
  tx: Tx,
  organisationId: string,
  letters: readonly WrittenLetter[],
  createdAt: Date,
): Promise<Decision<Enrolled[], 'pseudonym-already-enrolled'>> {
  await lockOrganisation(tx, organisationId)
  const pseudonyms = letters.map(({ pseudonym }) => pseudonym)
  const known = await findEverEnrolled(tx, { organisationId, pseudonyms })
  if (known.length > 0) return refused('pseudonym-already-enrolled')

  await insertEnrolments(
    tx,
    letters.map(({ pseudonym, language }) => ({ id: randomUUID(), organisationId, pseudonym, language, createdAt })),
  )
  return recorded(await sendLetters(tx, organisationId, letters, createdAt))
}
