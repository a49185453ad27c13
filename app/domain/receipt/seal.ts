/** The `typ` of a seal, and the purpose of the key that makes it. */
export const RECEIPT_TYPE = 'receipt+jwt'

/** What stands right before the seal in a receipt's file, whatever its form. */
export const SEAL_MARK = 'accord-seal:'

/** What a seal says: who sealed which record, and when; digests are SHA-256 in base64url. */
export type SealClaims = {
  iss: string
  iat: number
  /** The receipt's own name; not in a seal that is printed, which names nobody's receipt. */
  jti?: string
  /** Of the record as its JSON-LD file has it without the seal: the same in all forms. */
  record: string
  /** Of this file without the seal. */
  file?: string
}

/** The largest receipt, in bytes. */
export const MAX_RECEIPT_BYTES = 8 * 2 ** 20

/** The largest seal, in bytes. */
export const MAX_SEAL_BYTES = 2048
