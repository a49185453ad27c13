import { CONSENT_TOKEN_TYPE, type ConsentTokenClaims } from '../app/domain/token/consent-claims.ts'
import { type Expected, verifiedPayload } from './compact-jws.ts'
import { consentTokenClaims, requireCurrent, requireOwn } from './consent-token-claims.ts'
import { coveringProvision, type GateRequest } from './covering-provision.ts'
import { type Reason, reasonOf } from './refusal.ts'
import { requireValidStatus } from './token-status.ts'
import type { IssuerKeys, Trust } from './trust.ts'

/** The largest consent token, in bytes. */
const MAX_TOKEN_BYTES = 4096

/** `provision` is the index of the provision that permits, in the token's own list. */
export type Verdict =
  | { outcome: 'permit'; jti: string; subject: string; provision: number }
  | { outcome: 'deny'; reason: Reason }

/** What is asked of a token: whom the node believes, what it wants to do, and when. */
export type Question = { trust: Trust; request: GateRequest; at: Date }

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
    const claims = consentTokenClaims(await verifiedPayload(token, consentTokenBy(trust.keys)))
    return await verdictOn(claims, { trust, request, at })
  } catch (error) {
    return { outcome: 'deny', reason: reasonOf(error) }
  }
}

/** A consent token that one of these keys signed. */
export function consentTokenBy(keys: IssuerKeys): Expected {
  return { typ: CONSENT_TOKEN_TYPE, keys, maxBytes: MAX_TOKEN_BYTES }
}

/** The verdict on claims that are known to be signed. */
export async function verdictOn(claims: ConsentTokenClaims, { trust, request, at }: Question): Promise<Verdict> {
  try {
    requireOwn(claims, trust)
    requireCurrent(claims, at)
    await requireValidStatus(claims.status.status_list, trust.statusLists, at)
    const provision = coveringProvision(claims.consent, request, at)
    return { outcome: 'permit', jti: claims.jti, subject: claims.sub, provision }
  } catch (error) {
    return { outcome: 'deny', reason: reasonOf(error) }
  }
}
