import { representationCode } from '../crypto/representation-code.server.ts'
import { type Representation, stateOf } from '../domain/access/representation.ts'
import type { Portal } from '../portal.server.ts'

/** What somebody is given who is to act for another: where to go, and the code to type there. */
export type Invitation = { url: string; number: string; code: string; until: Date }

/** The invitation of a representation that nobody has accepted yet; null for any other. */
export function invitationOf(
  { clock, secrets, settings }: Portal,
  representation: Representation & { selector: string },
  language: string,
): Invitation | null {
  if (stateOf(representation, clock.now()) !== 'waiting') return null
  const { id, selector, invitedUntil } = representation
  const url = `${settings.url}/${language}/representation?for=${selector}`
  return { url, number: selector, code: representationCode(secrets.pepper, id), until: invitedUntil }
}
