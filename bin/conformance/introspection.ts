import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import type { Expectation } from './expectation.ts'
import { oneHeldBy } from './held-tokens.ts'
import { type Asker, jsonOf, mustNotBeStored, type PortalUnderTest } from './portal-under-test.ts'

const SIGNED = 'application/token-introspection+jwt'

/** Whether one token counts this very moment, and nothing about those that do not. */
export function introspection(portal: PortalUnderTest): Expectation[] {
  const { url, node, neighbour } = portal
  const asked = (asker: Asker, token: string, headers: Record<string, string> = {}) =>
    portal.sendForm(asker, '/oauth/introspect', { token }, headers)

  const saysInactive = (what: string, asker: Asker, tokenFrom: (good: string) => string): Expectation => ({
    name: `${what} is answered exactly {"active":false}`,
    rule: 'RFC 7662 §2.2, §4',
    async holds() {
      const answer = await asked(asker, tokenFrom((await oneHeldBy(portal, node)).consent_token))
      assert.deepEqual(jsonOf(answer), { active: false })
      mustNotBeStored(answer)
    },
  })

  return [
    {
      name: 'a live token is active, for the node that it is for',
      rule: 'RFC 7662 §2.2',
      async holds() {
        const { subject, consent_token } = await oneHeldBy(portal, node)
        const answer = await asked(node, consent_token)
        const { active, sub, jti } = jsonOf(answer)
        assert.deepEqual({ active, sub, jti }, { active: true, sub: subject, jti: decodeJwt(consent_token).jti })
        mustNotBeStored(answer)
      },
    },
    saysInactive("a neighbour's token", neighbour, (good) => good),
    saysInactive('a forged token', node, (good) => `${good.slice(0, -8)}AAAAAAAA`),
    saysInactive('another spelling of a token', node, (good) => `${good}=`),
    saysInactive('no token at all', node, () => 'not-a-token'),
    {
      name: 'a signed answer is for this node and keeps sub and exp inside',
      rule: 'RFC 9701 §5',
      async holds() {
        const { consent_token } = await oneHeldBy(portal, node)
        const answer = await asked(node, consent_token, { Accept: SIGNED })
        assert.equal(answer.headers.get('Content-Type'), SIGNED)
        const claims = await portal.signed(answer.text, 'token-introspection+jwt')
        assert.deepEqual([claims.iss, claims.aud], [url, node.client_id])
        assert(!('sub' in claims) && !('exp' in claims), 'sub or exp stands at the top')
        assert.equal((claims.token_introspection as { active: boolean }).active, true)
      },
    },
    {
      name: 'nobody asks without an access token',
      rule: 'RFC 7662 §2.1',
      async holds() {
        const answer = await portal.ask('/oauth/introspect', {
          method: 'POST',
          body: new URLSearchParams({ token: 'x' }),
        })
        assert.equal(answer.status, 401)
        assert.match(answer.headers.get('WWW-Authenticate') ?? '', /^Bearer/)
      },
    },
  ]
}
