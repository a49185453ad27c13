import { decodeJwt, decodeProtectedHeader } from 'jose'
import { BUNDLE_TYPE, type BundleClaims, MAX_BUNDLE_BYTES } from '../../app/domain/token/bundle.ts'
import { thumbprintOf } from '../anchors.ts'
import { isInTheFuture, isOver } from '../clock-skew.ts'
import { verifiedPayload } from '../compact-jws.ts'
import { Failure } from '../failure.ts'
import { Refusal, reasonOf } from '../refusal.ts'
import { isJsonObject, type JsonObject } from '../strict-json.ts'
import { type IssuerKeys, issuerKeys } from '../trust.ts'
import { bundleClaims } from './bundle-claims.ts'

/** From whom a node takes a bundle, and for whom it must be. */
export type Pinned = {
  issuer: string
  audience: string
  /** Thumbprints of the keys that may sign it. */
  anchors: readonly string[]
  /** Keys that were once taken back. */
  revokedKids: readonly string[]
}

/** What a pinned key signed for this node, good at `at`; whatever else it is, it is refused as one thing. */
export async function verifiedBundle(jws: string, pinned: Pinned, at: Date): Promise<BundleClaims> {
  try {
    const keys = await anchorKeys(jws, pinned)
    const payload = await verifiedPayload(jws, { typ: BUNDLE_TYPE, keys, maxBytes: MAX_BUNDLE_BYTES })
    const claims = bundleClaims(payload)
    requireOwn(claims, pinned)
    requireCurrent(claims, at)
    if ([...keys.keys()].some((kid) => claims.revoked_kids.includes(kid))) throw new Refusal('key-revoked')
    return claims
  } catch (cause) {
    throw cause instanceof Failure ? cause : new Failure('bundle-invalid', { reason: reasonOf(cause) }, { cause })
  }
}

/**
 * The key that signed it, which the bundle itself brings along: a pin is a thumbprint, so it also vouches for a key
 * that this node has never seen. Nothing else in the bundle is looked at before its signature is verified.
 */
async function anchorKeys(jws: string, { anchors, revokedKids }: Pinned): Promise<IssuerKeys> {
  if (Buffer.byteLength(jws) > MAX_BUNDLE_BYTES) throw new Refusal('token-too-large')
  const key = keyBroughtAlong(jws)
  if (!key) throw new Refusal('key-unknown')
  const anchor = await thumbprintOf(key)
  if (!anchors.includes(anchor)) throw new Failure('anchor-unknown', { anchor, pinned: anchors })
  return issuerKeys({ keys: [key], revoked_kids: revokedKids })
}

function keyBroughtAlong(jws: string): JsonObject | undefined {
  try {
    const { kid } = decodeProtectedHeader(jws)
    const { keys } = decodeJwt(jws)
    return Array.isArray(keys) ? keys.filter(isJsonObject).find((key) => key.kid === kid) : undefined
  } catch (cause) {
    throw new Refusal('token-malformed', { cause })
  }
}

function requireOwn({ iss, aud }: BundleClaims, { issuer, audience }: Pinned): void {
  if (iss !== issuer) throw new Refusal('issuer-wrong')
  if (aud !== audience) throw new Refusal('audience-wrong')
}

function requireCurrent({ iat, exp }: BundleClaims, at: Date): void {
  if (isOver(exp, at)) throw new Refusal('expired')
  if (isInTheFuture(iat, at)) throw new Refusal('not-yet-valid')
}
