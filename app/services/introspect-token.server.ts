import { findLiveToken } from '#db/queries/consent-tokens.server.ts'
import { signedAndChecked } from '../crypto/sign.server.ts'
import { claimsOfOwn } from '../crypto/verify-own.server.ts'
import { CONSENT_TOKEN_TYPE, type ConsentTokenClaims } from '../domain/token/consent-claims.ts'
import type { Portal } from '../portal.server.ts'
import { publishedKeys } from './published-keys.server.ts'
import type { BearerNode } from './recognise-node.server.ts'

const MAX_TOKEN_BYTES = 4096
const MAX_REPLY_BYTES = 16 * 1024

export type Introspection =
  | { active: false }
  | (Omit<ConsentTokenClaims, 'status'> & { active: true; client_id: string; token_type: typeof CONSENT_TOKEN_TYPE })

/** What a consent token is worth now (RFC 7662 §2.2); whatever is wrong with it, the answer is the same. */
export async function introspectToken(portal: Portal, node: BearerNode, token: string): Promise<Introspection> {
  const claims = await ownClaims(portal, token)
  if (!claims) return { active: false }

  const at = portal.clock.now()
  const { jti } = claims
  const live = await portal.db.as({ organisation: node.organisationId }, (tx) =>
    findLiveToken(tx, { jti, nodeId: node.id, at }),
  )
  if (!live) return { active: false }
  const { status: _, ...told } = claims
  return { active: true, ...told, client_id: node.clientId, token_type: CONSENT_TOKEN_TYPE }
}

/** The same answer as a signed document (RFC 9701 §5). */
export function signIntrospection(
  { keys, settings, clock }: Portal,
  { clientId, introspection }: { clientId: string; introspection: Introspection },
): Promise<string> {
  const iat = Math.floor(clock.now().getTime() / 1000)
  const claims = { iss: settings.url, aud: clientId, iat, token_introspection: introspection }
  return signedAndChecked(keys, 'token-introspection+jwt', claims, { maxBytes: MAX_REPLY_BYTES })
}

/** A good signature by a key that is not revoked makes the claims the portal's own; whose token it is, its row says. */
async function ownClaims(portal: Portal, token: string): Promise<ConsentTokenClaims | null> {
  const published = await publishedKeys(portal)
  const claims = await claimsOfOwn(token, published, { typ: CONSENT_TOKEN_TYPE, maxBytes: MAX_TOKEN_BYTES })
  return claims as ConsentTokenClaims | null
}
