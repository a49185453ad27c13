import { newAccessToken } from '../crypto/access-token.server.ts'
import { parsedNodeJws, payloadSignedBy } from '../crypto/node-jws.server.ts'
import { ASSERTION_ALGORITHMS, type AssertionRefusal, assertionFrom, isIdentifier } from '../domain/access/assertion.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type Client, findClient } from './find-client.server.ts'
import { spendAssertion } from './spend-assertion.server.ts'

/** How long an access token lives, in seconds. */
export const ACCESS_TOKEN_LIFE = 300

const MAX_ASSERTION_BYTES = 8192

export type AccessRefusal = AssertionRefusal | 'assertion-not-verified' | 'assertion-replayed' | 'scope-not-granted'

type Scopes = readonly string[]

/** An access token for the node that signed this assertion (SMART Backend Services), once for each assertion. */
export async function grantAccess(
  portal: Portal,
  { assertion, scopes, endpoint }: { assertion: string; scopes: Scopes; endpoint: string },
): Promise<Decision<{ token: string; scopes: Scopes }, AccessRefusal>> {
  const signer = await findSigner(portal, assertion)
  if (!signer) return refused('assertion-not-verified')
  const { client, claims } = signer
  const at = portal.clock.now()
  const read = assertionFrom(claims, { clientId: client.clientId, audience: endpoint, at })
  if (!read.ok) return read

  const granted = mayHave(client, scopes) ? newAccess(client, scopes, at) : null
  const shown = { assertion: { issuer: client.clientId, ...read.event }, accessToken: granted?.row ?? null }
  if (!(await spendAssertion(portal, shown))) return refused('assertion-replayed')
  return granted ? recorded({ token: granted.token, scopes }) : refused('scope-not-granted')
}

/** The active node whose registered key signed this; who it says it is only chooses the keys. */
async function findSigner(portal: Portal, assertion: string) {
  try {
    const jws = parsedNodeJws(assertion, MAX_ASSERTION_BYTES)
    const { iss } = jws.payload
    const client = isIdentifier(iss) ? await findClient(portal, iss) : null
    if (client?.status !== 'active') return null
    const expected = { typ: 'JWT', algorithms: ASSERTION_ALGORITHMS }
    return { client, claims: await payloadSignedBy(client.jwks, jws, expected) }
  } catch {
    return null
  }
}

function mayHave(client: Client, scopes: Scopes): boolean {
  return scopes.length > 0 && scopes.every((scope) => client.scopes.includes(scope))
}

function newAccess({ id }: Client, scopes: Scopes, at: Date) {
  const { token, hash } = newAccessToken()
  const expiresAt = new Date(at.getTime() + ACCESS_TOKEN_LIFE * 1000)
  return { token, row: { hash, nodeId: id, scopes: [...scopes], expiresAt } }
}
