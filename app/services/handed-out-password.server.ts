import { randomBytes } from 'node:crypto'
import { newCode, PERSONAL_CODE_LENGTH, printedCode } from '../crypto/codes.ts'
import { slowHash } from '../crypto/secrets.server.ts'
import { handedOutUntil } from '../domain/staff/password.ts'
import type { Portal } from '../portal.server.ts'

/** What an operator reads to a member of staff: it opens nothing but the page on which she chooses her own password. */
export type HandedOut = { oneTimePassword: string; validUntil: Date }

/** A new password to hand out, with what is stored of it; made before the transaction, because its hash is slow. */
export async function newHandedOutPassword({ secrets, clock }: Portal) {
  const code = newCode(PERSONAL_CODE_LENGTH, randomBytes)
  const validUntil = handedOutUntil(clock.now())
  return {
    shown: { oneTimePassword: printedCode(code), validUntil } satisfies HandedOut,
    stored: { passwordHash: await slowHash(secrets, 'staff-password', code), handedOutUntil: validUntil },
  }
}
