import assert from 'node:assert/strict'
import { isJsonObject } from '#gate/strict-json.ts'
import type { Expectation } from './expectation.ts'
import { jsonOf, type PortalUnderTest } from './portal-under-test.ts'

/** What a node finds without knowing more than the address. */
export function discovery({ url, ask }: PortalUnderTest): Expectation[] {
  const jwks = async () => {
    const { keys, revoked_kids } = jsonOf(await ask('/.well-known/jwks.json'))
    assert(Array.isArray(keys) && keys.every(isJsonObject) && Array.isArray(revoked_kids), 'it is no key set')
    return keys
  }
  return [
    {
      name: 'SMART configuration names the token endpoint and private_key_jwt',
      rule: 'SMART App Launch, conformance',
      async holds() {
        const found = jsonOf(await ask('/.well-known/smart-configuration'))
        assert.equal(found.token_endpoint, `${url}/oauth/token`)
        assert.deepEqual(found.token_endpoint_auth_methods_supported, ['private_key_jwt'])
        assert(listed(found.token_endpoint_auth_signing_alg_values_supported).includes('ES384'), 'ES384 is not offered')
        assert(listed(found.scopes_supported).includes('system/Consent.rs'), 'system/Consent.rs is not offered')
      },
    },
    {
      name: 'authorization server metadata is about this issuer',
      rule: 'RFC 8414 §3.3',
      async holds() {
        const found = jsonOf(await ask('/.well-known/oauth-authorization-server'))
        assert.equal(found.issuer, url)
        assert.equal(found.jwks_uri, `${url}/.well-known/jwks.json`)
        assert.equal(found.status_list_aggregation_endpoint, `${url}/status-lists`)
      },
    },
    {
      name: 'each key says the one type that it is for',
      rule: 'RFC 8725 §3.11, §3.12',
      async holds() {
        const types = new Set((await jwks()).map(({ accord_typ }) => accord_typ))
        for (const typ of ['consent+jwt', 'statuslist+jwt', 'bundle+jwt', 'decision+jwt', 'token-introspection+jwt']) {
          assert(types.has(typ), `no key for ${typ}`)
        }
        assert(!types.has(undefined), 'a key without a type')
      },
    },
    {
      name: 'keys are P-256, public, and each name is one key',
      rule: 'RFC 7517 §4, §9.2',
      async holds() {
        const keys = await jwks()
        assert(
          keys.every(({ kty, crv, alg }) => kty === 'EC' && crv === 'P-256' && alg === 'ES256'),
          'another kind of key',
        )
        assert(!keys.some((key) => 'd' in key), 'a private key is published')
        assert.equal(new Set(keys.map(({ kid }) => kid)).size, keys.length, 'a name is used twice')
      },
    },
    {
      name: 'keys may be kept for a minute and read from anywhere',
      rule: 'RFC 9111 §5.2.2.1',
      async holds() {
        const { headers } = await ask('/.well-known/jwks.json', { headers: { Origin: 'https://elsewhere.example' } })
        const [, age] = /max-age=(\d+)/.exec(headers.get('Cache-Control') ?? '') ?? []
        assert(age !== undefined && Number(age) <= 60, 'max-age is not a minute or less')
        assert.equal(headers.get('Access-Control-Allow-Origin'), '*')
      },
    },
  ]
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
