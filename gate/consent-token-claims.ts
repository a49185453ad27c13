import type { ConsentClaim, ConsentTokenClaims } from '../app/domain/token/consent-claims.ts'
import { MAX_TOKEN_DAYS } from '../app/domain/token/consent-claims.ts'
import { isInTheFuture, isOver } from './clock-skew.ts'
import { Refusal } from './refusal.ts'
import { hasExactly, isJsonObject, type JsonObject } from './strict-json.ts'

const REQUIRED = ['iss', 'aud', 'exp', 'nbf', 'iat', 'jti', 'sub', 'status', 'consent'] as const

/** The claims of a consent token that this issuer wrote, for this node, for now (RFC 7519 §4.1, RFC 8725 §3.8, §3.9). */
export function consentTokenClaims(
  payload: JsonObject,
  { issuer, audience }: { issuer: string; audience: string },
  at: Date,
): ConsentTokenClaims {
  if (!REQUIRED.every((claim) => Object.hasOwn(payload, claim))) throw new Refusal('claim-missing')
  if (!isWellTyped(payload)) throw new Refusal('claim-invalid')
  if (payload.iss !== issuer) throw new Refusal('issuer-wrong')
  if (payload.aud !== audience) throw new Refusal('audience-wrong')
  requireCurrent(payload, at)
  return payload
}

function requireCurrent({ exp, nbf, iat }: ConsentTokenClaims, at: Date): void {
  if (isOver(exp, at)) throw new Refusal('expired')
  if (isInTheFuture(nbf, at) || isInTheFuture(iat, at)) throw new Refusal('not-yet-valid')
  if (exp - nbf > MAX_TOKEN_DAYS * 86_400) throw new Refusal('claim-invalid')
}

/** Claims beside these are ignored (RFC 7519 §4); inside `status` and `consent` nothing may stand that is not understood. */
function isWellTyped(payload: JsonObject): payload is JsonObject & ConsentTokenClaims {
  const { iss, aud, exp, nbf, iat, jti, sub, status, consent } = payload
  return (
    [iss, aud, jti, sub].every(isText) &&
    [exp, nbf, iat].every(isCount) &&
    hasExactly(status, ['status_list']) &&
    hasExactly(status.status_list, ['idx', 'uri']) &&
    isCount(status.status_list.idx) &&
    isText(status.status_list.uri) &&
    isConsentClaim(consent)
  )
}

/** Basis `consent` names a programme, basis `altruism` a data use, neither names both. */
function isConsentClaim(consent: unknown): consent is ConsentClaim {
  if (!isJsonObject(consent)) return false
  const target = consent.basis === 'altruism' ? 'data_use' : 'programme'
  const { basis, form, provisions, recontact, incidental_findings } = consent
  return (
    hasExactly(consent, ['basis', 'form', 'incidental_findings', 'provisions', 'recontact', target]) &&
    (basis === 'consent' || basis === 'altruism') &&
    isText(consent[target]) &&
    hasExactly(form, ['id', 'version']) &&
    isText(form.id) &&
    isText(form.version) &&
    Array.isArray(provisions) &&
    typeof recontact === 'boolean' &&
    isText(incidental_findings)
  )
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
