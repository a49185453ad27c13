import type { ConsentClaim, ConsentTokenClaims } from '../app/domain/token/consent-claims.ts'
import { MAX_TOKEN_DAYS } from '../app/domain/token/consent-claims.ts'
import { isInTheFuture, isOver } from './clock-skew.ts'
import { type Reason, Refusal } from './refusal.ts'
import { hasExactly, isJsonObject, type JsonObject } from './strict-json.ts'

const REQUIRED = ['iss', 'aud', 'exp', 'nbf', 'iat', 'jti', 'sub', 'status', 'consent'] as const

/** The claims of a consent token, each there and of its type; says nothing about whose they are or whether they still hold. */
export function consentTokenClaims(payload: JsonObject): ConsentTokenClaims {
  if (!REQUIRED.every((claim) => Object.hasOwn(payload, claim))) throw new Refusal('claim-missing')
  if (!isWellTyped(payload)) throw new Refusal('claim-invalid')
  return payload
}

/** Refuses what this issuer did not write, or not for this node (RFC 7519 §4.1.1, §4.1.3; RFC 8725 §3.8, §3.9). */
export function requireOwn(
  { iss, aud }: Pick<ConsentTokenClaims, 'iss' | 'aud'>,
  { issuer, audience }: { issuer: string; audience: string },
): void {
  if (iss !== issuer) throw new Refusal('issuer-wrong')
  if (aud !== audience) throw new Refusal('audience-wrong')
}

/** When a token holds. */
export type Times = Pick<ConsentTokenClaims, 'exp' | 'nbf' | 'iat'>

/** Refuses a token that does not hold at `at`. */
export function requireCurrent(times: Times, at: Date): void {
  const reason = whyNotCurrent(times, at)
  if (reason) throw new Refusal(reason)
}

/** Why a token of these times does not hold at `at`, or null (RFC 7519 §4.1.4-6). */
export function whyNotCurrent({ exp, nbf, iat }: Times, at: Date): Reason | null {
  if (isOver(exp, at)) return 'expired'
  if (isInTheFuture(nbf, at) || isInTheFuture(iat, at)) return 'not-yet-valid'
  return exp - nbf > MAX_TOKEN_DAYS * 86_400 ? 'claim-invalid' : null
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
