import { MAX_RECEIPT_BYTES } from '../../app/domain/receipt/seal.ts'
import { type Reason, reasonOf } from '../refusal.ts'
import type { IssuerKeys } from '../trust.ts'
import { sealClaims } from './seal-claims.ts'
import { sealedFile } from './sealed-file.ts'

/** Why a file is no receipt; `accord_gate.py` has the same list. */
export type ReceiptReason = Reason | 'receipt-too-large' | 'seal-missing' | 'content-changed'

/** `record` is the SHA-256 in hexadecimal that is printed on paper. */
export type ReceiptVerdict =
  | { outcome: 'genuine'; issuer: string; receipt: string; sealed_at: string; record: string; kid: string }
  | { outcome: 'refused'; reason: ReceiptReason }

/** Whose seals are believed; a bare key set does not say whose it is, so that any name on the seal is taken. */
export type ReceiptTrust = { issuer: string | null; keys: IssuerKeys }

/** Is this file, to the last byte, one that the portal sealed? The same for JSON-LD, FHIR and PDF. */
export function verifyReceipt(file: Buffer, { issuer, keys }: ReceiptTrust, at: Date): ReceiptVerdict {
  try {
    if (file.length > MAX_RECEIPT_BYTES) return refused('receipt-too-large')
    const sealed = sealedFile(file)
    if (!sealed?.seal) return refused('seal-missing')
    const claims = sealClaims(sealed.seal, keys, at)
    if (issuer !== null && claims.iss !== issuer) return refused('issuer-wrong')
    if (claims.jti === undefined || claims.file === undefined) return refused('claim-missing')
    if (claims.file !== sealed.digest) return refused('content-changed')
    return {
      outcome: 'genuine',
      issuer: claims.iss,
      receipt: claims.jti,
      sealed_at: new Date(claims.iat * 1000).toISOString(),
      record: Buffer.from(claims.record, 'base64url').toString('hex'),
      kid: claims.kid,
    }
  } catch (error) {
    return refused(reasonOf(error))
  }
}

function refused(reason: ReceiptReason): ReceiptVerdict {
  return { outcome: 'refused', reason }
}
