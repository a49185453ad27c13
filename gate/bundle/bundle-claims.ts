import {
  BUNDLE_VERSION,
  type BundleClaims,
  type HandedOutToken,
  type TargetTokens,
} from '../../app/domain/token/bundle.ts'
import { Refusal } from '../refusal.ts'
import { isJsonObject, type JsonObject } from '../strict-json.ts'

/** The claims of a bundle, shaped as this gate understands them; what a later portal adds beside them is ignored (RFC 7519 §4). */
export function bundleClaims(payload: JsonObject): BundleClaims {
  if (!REQUIRED.every((claim) => Object.hasOwn(payload, claim))) throw new Refusal('claim-missing')
  if (!isWellTyped(payload)) throw new Refusal('claim-invalid')
  return payload
}

const REQUIRED = [
  ...['iss', 'aud', 'jti', 'iat', 'exp', 'version', 'base', 'more', 'policy'],
  ...['keys', 'revoked_kids', 'status_lists', 'consent_tokens'],
]

function isWellTyped(payload: JsonObject): payload is JsonObject & BundleClaims {
  const { iss, aud, jti, iat, exp, version, base, more, policy } = payload
  const { keys, revoked_kids, status_lists, consent_tokens } = payload
  return (
    version === BUNDLE_VERSION &&
    [iss, aud, jti].every(isText) &&
    [iat, exp].every(isCount) &&
    (base === null || isText(base)) &&
    typeof more === 'boolean' &&
    isPolicy(policy) &&
    Array.isArray(keys) &&
    keys.every(isJsonObject) &&
    Array.isArray(revoked_kids) &&
    revoked_kids.every(isText) &&
    isJsonObject(status_lists) &&
    Object.values(status_lists).every(isText) &&
    Array.isArray(consent_tokens) &&
    consent_tokens.every(isTargetTokens) &&
    new Set(consent_tokens.map(nameOf)).size === consent_tokens.length
  )
}

function isPolicy(policy: unknown): boolean {
  return isJsonObject(policy) && [policy.ttl, policy.offline, policy.clock_skew].every(isCount)
}

/** On exactly one basis, which names a programme or a data use, never both. */
function isTargetTokens(value: unknown): value is TargetTokens {
  if (!isJsonObject(value) || !Array.isArray(value.tokens) || !value.tokens.every(isHandedOutToken)) return false
  const { legal_basis, programme, data_use } = value
  return legal_basis === 'consent'
    ? isText(programme) && data_use === undefined
    : legal_basis === 'altruism' && isText(data_use) && programme === undefined
}

function isHandedOutToken(token: unknown): token is HandedOutToken {
  return isJsonObject(token) && isText(token.subject) && isText(token.consent_token) && isInstant(token.expires_at)
}

function nameOf(value: TargetTokens): string {
  return JSON.stringify([value.legal_basis, value.legal_basis === 'consent' ? value.programme : value.data_use])
}

function isInstant(value: unknown): boolean {
  return isText(value) && !Number.isNaN(Date.parse(value))
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
