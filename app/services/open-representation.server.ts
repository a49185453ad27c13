import {
  countRepresentationTry,
  forgetRepresentationTries,
  type KeptRepresentation,
} from '#db/queries/representations.server.ts'
import { readCode } from '../crypto/codes.ts'
import { matchesRepresentationCode } from '../crypto/representation-code.server.ts'
import { INVITATION_TRIES } from '../domain/access/claim.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

export type InvitationTyped = { selector: string; code: string }

/** The representation to which somebody was invited; the try is counted before the code is compared, as for a letter. */
export async function openRepresentation(
  { db, secrets }: Portal,
  { selector, code }: InvitationTyped,
): Promise<Decision<KeptRepresentation, 'representation-not-matched'>> {
  const selectors = [selector, readCode(selector) ?? selector]
  return db.as({ task: 'claim' }, async (tx) => {
    const found = await countRepresentationTry(tx, selectors, INVITATION_TRIES)
    const matches = matchesRepresentationCode(secrets.pepper, found?.id ?? null, code)
    if (!found || !matches) return refused('representation-not-matched')
    await forgetRepresentationTries(tx, found.id)
    return recorded({ ...found, tries: 0 })
  })
}
