import type { IssuedToken } from './home/consent-token-store.ts'
import type { Verdict } from './verify-consent-token.ts'

/**
 * May the data of this person be used, by the token that the node holds of them?
 * The portal says whose token it is twice: beside it and, signed, inside it. Only the second counts.
 */
export async function heldVerdict(
  subject: string,
  issued: IssuedToken | null,
  verify: (token: string) => Promise<Verdict>,
): Promise<Verdict> {
  if (!issued) return { outcome: 'deny', reason: 'no-token' }
  const verdict = await verify(issued.consent_token)
  if (verdict.outcome === 'permit' && verdict.subject !== subject) return { outcome: 'deny', reason: 'subject-wrong' }
  return verdict
}
