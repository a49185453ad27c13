import { MAX_SEAL_BYTES, RECEIPT_TYPE, type SealClaims } from '../../app/domain/receipt/seal.ts'
import { isInTheFuture } from '../clock-skew.ts'
import { verifiedAtOnce } from '../compact-jws.ts'
import { Refusal } from '../refusal.ts'
import type { JsonObject } from '../strict-json.ts'
import type { IssuerKeys } from '../trust.ts'

/** What a good seal says and which key made it; a receipt is evidence, so that it never expires. */
export function sealClaims(seal: string, keys: IssuerKeys, at: Date): SealClaims & { kid: string } {
  const { kid, payload } = verifiedAtOnce(seal, { typ: RECEIPT_TYPE, keys, maxBytes: MAX_SEAL_BYTES })
  if (['iss', 'iat', 'record'].some((claim) => !Object.hasOwn(payload, claim))) throw new Refusal('claim-missing')
  if (!isWellTyped(payload)) throw new Refusal('claim-invalid')
  if (isInTheFuture(payload.iat, at)) throw new Refusal('not-yet-valid')
  return { ...payload, kid }
}

function isWellTyped(claims: JsonObject): claims is SealClaims {
  const { iss, iat, jti, record, file } = claims
  return (
    isText(iss) &&
    isCount(iat) &&
    (jti === undefined || isText(jti)) &&
    isDigest(record) &&
    (file === undefined || isDigest(file))
  )
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** SHA-256 in base64url. */
function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value)
}
