import { signedAndChecked } from '../crypto/sign.server.ts'
import { CONSENT_TOKEN_TYPE } from '../domain/token/consent-claims.ts'
import type { Portal } from '../portal.server.ts'
import { findTokenEnd } from './find-token-end.server.ts'
import { type ReadToken, readConsentToken } from './read-consent-token.server.ts'
import type { BearerNode } from './recognise-node.server.ts'

const MAX_REPLY_BYTES = 16 * 1024

export type Introspection =
  | { active: false }
  | (ReadToken & { active: true; client_id: string; token_type: typeof CONSENT_TOKEN_TYPE })

/** What a consent token is worth now (RFC 7662 §2.2); whatever is wrong with it, the answer is the same. */
export async function introspectToken(portal: Portal, node: BearerNode, token: string): Promise<Introspection> {
  const read = await readConsentToken(portal, token)
  if (!read || !(await findTokenEnd(portal, { jti: read.jti, node }))) return { active: false }
  return { active: true, ...read, client_id: node.clientId, token_type: CONSENT_TOKEN_TYPE }
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
