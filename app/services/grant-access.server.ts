import type { Tx } from '#db/client.server.ts'
import { insertAccessToken, insertAssertion } from '#db/queries/access-tokens.server.ts'
import { findNodeByClientId, type Node } from '#db/queries/nodes.server.ts'
import { newAccessToken } from '../crypto/access-token.server.ts'
import { parsedNodeJws, verifiedNodeJws } from '../crypto/node-jws.server.ts'
import {
  ASSERTION_ALGORITHMS,
  type Assertion,
  type AssertionRefusal,
  assertionFrom,
  isIdentifier,
} from '../domain/access/assertion.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

/** How long an access token lives, in seconds. */
export const ACCESS_TOKEN_LIFE = 300

const MAX_ASSERTION_BYTES = 8192

export type AccessRefusal = AssertionRefusal | 'assertion-not-verified' | 'assertion-replayed' | 'scope-not-granted'

/** An access token for the node that signed this assertion (SMART Backend Services), once for each assertion. */
export async function grantAccess(
  portal: Portal,
  { assertion, scopes, endpoint }: { assertion: string; scopes: readonly string[]; endpoint: string },
): Promise<Decision<{ token: string; scopes: readonly string[] }, AccessRefusal>> {
  const at = portal.clock.now()
  return portal.db.as('public', async (tx) => {
    const signer = await findSigner(tx, assertion)
    if (!signer) return refused('assertion-not-verified')
    const read = assertionFrom(signer.claims, { clientId: signer.node.clientId, audience: endpoint, at })
    if (!read.ok) return read
    if (!(await isFirstUse(tx, signer.node, read.event))) return refused('assertion-replayed')
    if (scopes.length === 0 || !scopes.every((scope) => signer.node.scopes.includes(scope))) {
      return refused('scope-not-granted')
    }
    return recorded({ token: await issue(tx, signer.node, scopes, at), scopes })
  })
}

/** The active node whose registered key signed this; who it says it is only chooses the keys. */
async function findSigner(tx: Tx, assertion: string) {
  try {
    const { iss } = parsedNodeJws(assertion, MAX_ASSERTION_BYTES).payload
    const node = isIdentifier(iss) ? await findNodeByClientId(tx, iss) : null
    if (node?.status !== 'active') return null
    const expected = { typ: 'JWT', algorithms: ASSERTION_ALGORITHMS, maxBytes: MAX_ASSERTION_BYTES }
    return { node, claims: await verifiedNodeJws(assertion, node.jwks, expected) }
  } catch {
    return null
  }
}

function isFirstUse(tx: Tx, { clientId }: Node, { jti, expiresAt }: Assertion): Promise<boolean> {
  return insertAssertion(tx, { issuer: clientId, jti, expiresAt })
}

async function issue(tx: Tx, { id }: Node, scopes: readonly string[], at: Date): Promise<string> {
  const { token, hash } = newAccessToken()
  const expiresAt = new Date(at.getTime() + ACCESS_TOKEN_LIFE * 1000)
  await insertAccessToken(tx, { hash, nodeId: id, scopes: [...scopes], expiresAt })
  return token
}
