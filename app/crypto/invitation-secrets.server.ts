import { randomBytes } from 'node:crypto'
import { INVITATION_SECRET_LENGTH, newCode, printedCode, readCode, SELECTOR_LENGTH } from './codes.ts'
import { keyedHash, matchesSlowHash, type SlowHashing, sameBytes, slowHash } from './secrets.server.ts'

/** What goes into a letter, and what the portal keeps of it. */
export type InvitationSecrets = {
  selector: string
  /** The code as it is printed in the letter; the portal does not keep it. */
  code: string
  secretHash: Buffer
  birthDateHash: string
}

/** The secrets of one new letter for a person born on `birthDate` (YYYY-MM-DD). */
export async function newInvitationSecrets(
  hashing: SlowHashing,
  birthDate: string,
  random = randomBytes,
): Promise<InvitationSecrets> {
  const secret = newCode(INVITATION_SECRET_LENGTH, random)
  return {
    selector: newCode(SELECTOR_LENGTH, random),
    code: printedCode(secret),
    secretHash: secretHash(hashing.pepper, secret),
    birthDateHash: await slowHash(hashing, 'birth-date', birthDate, random),
  }
}

/** Whether the code and the birth date are those of this letter; both are always compared, also for a letter that is not there. */
export async function matchesInvitation(
  hashing: SlowHashing,
  kept: { secretHash: Buffer; birthDateHash: string | null } | null,
  typed: { code: string; birthDate: string },
): Promise<boolean> {
  const birthDateMatches = await matchesSlowHash(hashing, 'birth-date', typed.birthDate, kept?.birthDateHash)
  return matchesSecret(hashing.pepper, kept, typed.code) && birthDateMatches
}

/** Whether the code is that of this letter. */
export function matchesSecret(pepper: Buffer, kept: { secretHash: Buffer } | null, code: string): boolean {
  const actual = secretHash(pepper, readCode(code) ?? '')
  return sameBytes(actual, kept?.secretHash ?? Buffer.alloc(actual.length))
}

function secretHash(pepper: Buffer, secret: string): Buffer {
  return keyedHash(pepper, 'invitation-secret', secret)
}
