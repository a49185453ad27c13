import { randomBytes, randomUUID } from 'node:crypto'
import { note } from '#db/queries/audit.server.ts'
import { lockContributor } from '#db/queries/contributors.server.ts'
import { findProgrammes } from '#db/queries/programmes.server.ts'
import { findRepresentationsOf, insertRepresentation } from '#db/queries/representations.server.ts'
import { newCode, SELECTOR_LENGTH } from '../crypto/codes.ts'
import { sealName } from '../crypto/private-name.server.ts'
import type { ActingScope } from '../domain/access/acting.ts'
import { isOpen } from '../domain/access/representation.ts'
import { type OfferRefusal, representationOffer } from '../domain/access/representation-offer.ts'
import type { Day } from '../domain/day.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

/** `name` is what she calls her representative; it is kept for her own eyes. */
export type Naming = { contributorId: string; scope: ActingScope; firstDay: Day; lastDay: Day; name: string }

/** A contributor names somebody who may act for her; nobody may before that person has accepted. */
export async function nameRepresentative(
  { db, clock, secrets }: Portal,
  { contributorId, name, ...asked }: Naming,
): Promise<Decision<{ id: string }, OfferRefusal | 'person-died'>> {
  return db.as({ subject: contributorId }, async (tx) => {
    const { wrappedKey, diedOn } = await lockContributor(tx, contributorId)
    if (diedOn) return refused('person-died')
    if (!wrappedKey) throw new Error('the account is closed')
    const at = clock.now()
    const open = (await findRepresentationsOf(tx, contributorId)).filter((other) => isOpen(other, at)).length
    const known = (await findProgrammes(tx)).map(({ id }) => id)
    const decision = representationOffer({ ...asked, scope: withKnown(asked.scope, known) }, { open, at })
    if (!decision.ok) return decision

    const id = randomUUID()
    const label = sealName({ master: secrets.master, wrappedKey }, name)
    const row = {
      id,
      contributorId,
      registeredBy: null,
      enteredBy: null,
      selector: newCode(SELECTOR_LENGTH, randomBytes),
      label,
    }
    await insertRepresentation(tx, { ...row, ...decision.event, createdAt: at })
    await note(tx, { actorKind: 'contributor', actorId: contributorId, action: 'representative-named', detail: {} }, at)
    return recorded({ id })
  })
}

function withKnown(scope: ActingScope, known: readonly string[]): ActingScope {
  if (scope.programmes === 'all') return scope
  return { ...scope, programmes: known.filter((id) => scope.programmes.includes(id)) }
}
