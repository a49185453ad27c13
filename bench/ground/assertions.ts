import { randomUUID } from 'node:crypto'
import { CompactSign, importJWK } from 'jose'
import type { TestNode } from '#tests/support/build.ts'

/** Client assertions of this node for this audience (RFC 7523 §3), as many as a run uses up, each good once. */
export async function assertions(
  { privateJwk }: TestNode,
  { clientId, audience, count }: { clientId: string; audience: string; count: number },
): Promise<string[]> {
  const { alg = '', kid = '' } = privateJwk
  const key = await importJWK(privateJwk, alg)
  const exp = Math.floor(Date.now() / 1000) + 240
  const sign = () => {
    const claims = { iss: clientId, sub: clientId, aud: audience, exp, jti: randomUUID() }
    return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg, kid, typ: 'JWT' })
      .sign(key)
  }
  return Promise.all(Array.from({ length: count }, sign))
}

/** The request that shows an assertion (SMART App Launch, "Obtain Access Token"). */
export function tokenRequest(assertion: string, scope: string): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope,
  })
}
