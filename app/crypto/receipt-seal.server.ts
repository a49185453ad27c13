import { sealClaims } from '#gate/receipt/seal-claims.ts'
import { sealedFile } from '#gate/receipt/sealed-file.ts'
import { Refusal } from '#gate/refusal.ts'
import { MAX_SEAL_BYTES, RECEIPT_TYPE, SEAL_MARK, type SealClaims } from '../domain/receipt/seal.ts'
import type { Keyring } from './keyring.server.ts'
import { signedAndChecked } from './sign.server.ts'

/** The digest of a file whose seal is not set yet, as the seal names it. */
export function fileDigest(unsealed: Buffer): string {
  const taken = sealedFile(unsealed)
  if (taken?.seal !== '') throw new Error('this file has no place for a seal, or has one already')
  return taken.digest
}

export function receiptSeal(keys: Keyring, claims: SealClaims): Promise<string> {
  return signedAndChecked(keys, RECEIPT_TYPE, claims, { maxBytes: MAX_SEAL_BYTES })
}

/** The same file with the seal in its place. */
export function withSeal(unsealed: Buffer, seal: string): Buffer {
  const place = unsealed.lastIndexOf(SEAL_MARK) + SEAL_MARK.length
  return Buffer.concat([unsealed.subarray(0, place), Buffer.from(seal, 'latin1'), unsealed.subarray(place)])
}

/** What a seal says that one of the portal's own keys made and `at` still counts; else why it does not. */
export async function openedSeal(
  keys: Keyring,
  seal: string,
  at: Date,
): Promise<(SealClaims & { kid: string }) | 'taken-back' | 'unknown'> {
  try {
    return sealClaims(seal, await keys.verificationKeys(), at)
  } catch (error) {
    return error instanceof Refusal && error.reason === 'key-revoked' ? 'taken-back' : 'unknown'
  }
}
