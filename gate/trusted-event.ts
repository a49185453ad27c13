import { verifiedPayload } from './compact-jws.ts'
import { Refusal } from './refusal.ts'
import { isJsonObject, type JsonObject } from './strict-json.ts'
import type { Trust } from './trust.ts'

const MAX_EVENT_BYTES = 4096

/** The claims of the event `jti` that this portal signed for this node (RFC 8417 §2.2). */
export async function trustedEvent(jti: string, set: string, { issuer, audience, keys }: Trust): Promise<JsonObject> {
  const claims = await verifiedPayload(set, { typ: 'secevent+jwt', keys, maxBytes: MAX_EVENT_BYTES })
  if (claims.iss !== issuer) throw new Refusal('issuer-wrong')
  if (claims.aud !== audience) throw new Refusal('audience-wrong')
  if (claims.jti !== jti) throw new Refusal('claim-invalid')
  return claims
}

/** The token, by its `jti`, of which an event says that it counts no longer; none where it says something else. */
export function endedToken({ events, sub_id }: JsonObject, { issuer }: Pick<Trust, 'issuer'>): string[] {
  const isEnd = isJsonObject(events) && Object.hasOwn(events, `${issuer}/events/consent-token-revoked`)
  return isEnd && isJsonObject(sub_id) && typeof sub_id.jti === 'string' ? [sub_id.jti] : []
}
