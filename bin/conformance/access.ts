import assert from 'node:assert/strict'
import type { Expectation } from './expectation.ts'
import { assertionOf, jsonOf, mustNotBeStored, type PortalUnderTest } from './portal-under-test.ts'

const HOUR = 3600

/** Who gets an access token, and who does not. */
export function access({ url, node, neighbour, requestToken, bearer, ask }: PortalUnderTest): Expectation[] {
  const now = Math.floor(Date.now() / 1000)

  const refusesAssertion = (what: string, rule: string, forged: () => Promise<string>): Expectation => ({
    name: `${what} opens nothing`,
    rule,
    async holds() {
      const answer = await requestToken({ client_assertion: await forged() })
      assert.equal(jsonOf(answer, 401).error, 'invalid_client')
    },
  })
  const refusesForm = (what: string, status: number, error: string, form: Record<string, string>): Expectation => ({
    name: `${what} is ${error}`,
    rule: 'RFC 6749 §5.2',
    async holds() {
      const answer = await requestToken({ client_assertion: await assertionOf(node, url), ...form })
      assert.equal(jsonOf(answer, status).error, error)
    },
  })

  return [
    {
      name: 'a good assertion gets a bearer token for at most five minutes',
      rule: 'SMART Backend Services',
      async holds() {
        const answer = await requestToken({ client_assertion: await assertionOf(node, url) })
        const { access_token, token_type, expires_in, scope } = jsonOf(answer)
        assert(typeof access_token === 'string' && access_token.length >= 32, 'the token could be guessed')
        assert.equal(token_type, 'bearer')
        assert(Number(expires_in) > 0 && Number(expires_in) <= 300, `expires_in is ${expires_in}`)
        assert.equal(scope, 'system/Consent.rs')
        mustNotBeStored(answer)
      },
    },
    {
      name: 'an assertion is good once',
      rule: 'RFC 7523 §3 (7)',
      async holds() {
        const client_assertion = await assertionOf(node, url)
        assert.equal((await requestToken({ client_assertion })).status, 200)
        assert.equal(jsonOf(await requestToken({ client_assertion }), 401).error, 'invalid_client')
      },
    },
    refusesAssertion('an assertion for another endpoint', 'RFC 7523 §3 (3)', () =>
      assertionOf(node, url, { claims: { aud: 'https://elsewhere.example/oauth/token' } }),
    ),
    refusesAssertion('an assertion good for an hour', 'SMART Backend Services', () =>
      assertionOf(node, url, { claims: { exp: now + HOUR } }),
    ),
    refusesAssertion('an assertion that has ended', 'RFC 7523 §3 (4)', () =>
      assertionOf(node, url, { claims: { exp: now - HOUR } }),
    ),
    refusesAssertion('an assertion without a jti', 'SMART Backend Services', () =>
      assertionOf(node, url, { claims: { jti: undefined } }),
    ),
    refusesAssertion("an assertion under another node's key", 'RFC 7523 §3 (9)', () =>
      assertionOf(node, url, { key: neighbour.private_jwk }),
    ),
    refusesAssertion('an assertion in the name of another node', 'RFC 7523 §3 (1), (2)', () =>
      assertionOf(node, url, { claims: { iss: neighbour.client_id, sub: neighbour.client_id } }),
    ),
    refusesAssertion('an assertion of alg none', 'RFC 8725 §3.1', async () => {
      const [, payload] = (await assertionOf(node, url)).split('.')
      const header = Buffer.from(JSON.stringify({ alg: 'none', kid: node.private_jwk.kid, typ: 'JWT' }))
      return `${header.toString('base64url')}.${payload}.`
    }),
    refusesForm('a scope that nobody granted', 400, 'invalid_scope', { scope: 'system/*.*' }),
    refusesForm('another grant', 400, 'unsupported_grant_type', { grant_type: 'password' }),
    {
      name: 'a token of one scope does not open what needs another',
      rule: 'RFC 6750 §3.1',
      async holds() {
        const Authorization = `Bearer ${await bearer(node, 'accord/usage.write')}`
        const answer = await ask('/oauth/introspect', {
          method: 'POST',
          headers: { Authorization },
          body: new URLSearchParams({ token: 'x' }),
        })
        assert.equal(answer.status, 403)
        assert.match(answer.headers.get('WWW-Authenticate') ?? '', /insufficient_scope/)
      },
    },
  ]
}
