import { type Decision, recorded, refused } from '../decision.ts'

/** An assertion lives at most this long (SMART App Launch, "Client Authentication: Asymmetric"). */
export const MAX_ASSERTION_SECONDS = 300

/** What an assertion may be signed with (SMART App Launch). */
export const ASSERTION_ALGORITHMS = ['RS384', 'ES384'] as const

const CLOCK_SKEW_SECONDS = 60

export type Assertion = { jti: string; expiresAt: Date }

export type AssertionRefusal =
  | 'assertion-not-its-own'
  | 'assertion-audience-wrong'
  | 'assertion-expired'
  | 'assertion-too-long-lived'
  | 'assertion-not-yet-valid'
  | 'assertion-id-missing'

/** What the claims of a well-signed client assertion must say (RFC 7523 §3): they are for this endpoint, for now, for once. */
export function assertionFrom(
  claims: Record<string, unknown>,
  { clientId, audience, at }: { clientId: string; audience: string; at: Date },
): Decision<Assertion, AssertionRefusal> {
  const { iss, sub, aud, exp, nbf, iat, jti } = claims
  const now = at.getTime() / 1000
  if (iss !== clientId || sub !== clientId) return refused('assertion-not-its-own')
  if (aud !== audience) return refused('assertion-audience-wrong')
  if (!isNumber(exp) || exp <= now) return refused('assertion-expired')
  if (exp > now + MAX_ASSERTION_SECONDS) return refused('assertion-too-long-lived')
  if ([nbf, iat].some((time) => time !== undefined && !isPast(time, now))) return refused('assertion-not-yet-valid')
  if (typeof jti !== 'string' || !isIdentifier(jti)) return refused('assertion-id-missing')
  return recorded({ jti, expiresAt: new Date(exp * 1000) })
}

/** Printable ASCII, short enough to keep. */
export function isIdentifier(text: unknown): text is string {
  return typeof text === 'string' && /^[\x21-\x7e]{1,255}$/.test(text)
}

function isPast(time: unknown, now: number): boolean {
  return isNumber(time) && time <= now + CLOCK_SKEW_SECONDS
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
