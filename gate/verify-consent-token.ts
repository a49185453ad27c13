import { CONSENT_TOKEN_TYPE } from '../app/domain/token/consent-claims.ts'
import { verifiedPayload } from './compact-jws.ts'
import { consentTokenClaims } from './consent-token-claims.ts'
import { coveringProvision, type GateRequest } from './covering-provision.ts'
import { type Reason, reasonOf } from './refusal.ts'
import { requireValidStatus } from './token-status.ts'
import type { Trust } from './trust.ts'

/** The largest consent token, in bytes. */
const MAX_TOKEN_BYTES = 4096

/** `provision` is the index of the provision that permits, in the token's own list. */
export type Verdict =
  | { outcome: 'permit'; jti: string; subject: string; provision: number }
  | { outcome: 'deny'; reason: Reason }

/**
 * May the node do this with the data of the person whom the token names? Any doubt denies.
 * A token is known by (`iss`, `jti`), never by its text: an ECDSA signature has more than one good spelling.
 */
export async function verifyConsentToken(
  token: string,
  trust: Trust,
  request: GateRequest,
  at: Date,
): Promise<Verdict> {
  try {
    const payload = await verifiedPayload(token, {
      typ: CONSENT_TOKEN_TYPE,
      keys: trust.keys,
      maxBytes: MAX_TOKEN_BYTES,
    })
    const claims = consentTokenClaims(payload, trust, at)
    await requireValidStatus(claims.status.status_list, trust.statusLists, at)
    const provision = coveringProvision(claims.consent, request, at)
    return { outcome: 'permit', jti: claims.jti, subject: claims.sub, provision }
  } catch (error) {
    return { outcome: 'deny', reason: reasonOf(error) }
  }
}
