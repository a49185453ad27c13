/** Why a gate says no: one spelling from the rule to the report; `accord_gate.py` has the same list. */
export const REASONS = [
  'no-token',
  'token-too-large',
  'token-malformed',
  'header-not-allowed',
  'algorithm-not-allowed',
  'key-unknown',
  'key-wrong-purpose',
  'key-revoked',
  'signature-invalid',
  'duplicate-member',
  'claim-missing',
  'claim-invalid',
  'issuer-wrong',
  'audience-wrong',
  'subject-wrong',
  'expired',
  'not-yet-valid',
  'status-list-unavailable',
  'status-list-stale',
  'status-list-invalid',
  'status-out-of-range',
  'revoked',
  'basis-mismatch',
  'outside-scope',
  'verification-failed',
] as const

export type Reason = (typeof REASONS)[number]

/** One step of a verification that did not hold. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reason: Reason

  constructor(reason: Reason, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
  }
}

/** The code of what went wrong; what nobody foresaw is a refusal too. */
export function reasonOf(error: unknown): Reason {
  return error instanceof Refusal ? error.reason : 'verification-failed'
}

/** Refusals that say nothing about the person, only that this node cannot know. */
const UNVERIFIABLE: readonly Reason[] = [
  'status-list-unavailable',
  'status-list-stale',
  'status-list-invalid',
  'verification-failed',
]

export function isUnverifiable(reason: string): boolean {
  return (UNVERIFIABLE as readonly string[]).includes(reason)
}
