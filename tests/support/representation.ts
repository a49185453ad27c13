import { representationCode } from '#app/crypto/representation-code.server.ts'
import type { ActingScope } from '#app/domain/access/acting.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { type Accepted, acceptRepresentation } from '#app/services/accept-representation.server.ts'
import { nameRepresentative } from '#app/services/name-representative.server.ts'
import { findRepresentation } from '#db/queries/representations.server.ts'
import type { TestPortal } from './test-portal.ts'

export const EVERYTHING: ActingScope = { programmes: 'all', acts: ['see', 'answer', 'withdraw'] }

/** Somebody is named for these days from today on; returns what she gives to her representative. */
export async function names(
  accord: TestPortal,
  { id: contributorId }: { id: string },
  { scope = EVERYTHING, days = 30 }: { scope?: ActingScope; days?: number } = {},
): Promise<{ id: string; selector: string; code: string }> {
  const { portal } = accord
  const firstDay = dayOf(portal.clock.now())
  const naming = { contributorId, scope, firstDay, lastDay: addDays(firstDay, days), name: 'My son' }
  const named = await nameRepresentative(portal, naming)
  if (!named.ok) throw new Error(named.refusal)
  return invitation(accord, named.event.id)
}

/** What opens the invitation of a representation. */
export async function invitation({ owner, portal }: TestPortal, id: string) {
  const found = await owner.as('public', (tx) => findRepresentation(tx, id))
  return { id, selector: found?.selector ?? '', code: representationCode(portal.secrets.pepper, id) }
}

export function accepts(
  { portal }: TestPortal,
  { selector, code }: { selector: string; code: string },
  signedInAs: string | null,
) {
  return acceptRepresentation(portal, { selector, code, signedInAs, name: 'My mother', language: 'en' })
}

/** Two people of whom the second may act for the first; returns the representation. */
export async function represents(
  accord: TestPortal,
  person: { id: string },
  representative: { id: string } | null,
  named: { scope?: ActingScope; days?: number } = {},
): Promise<Accepted & { id: string }> {
  const invited = await names(accord, person, named)
  const accepted = await accepts(accord, invited, representative?.id ?? null)
  if (!accepted.ok) throw new Error(accepted.refusal)
  return { id: invited.id, ...accepted.event }
}
