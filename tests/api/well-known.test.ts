import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KEY_PURPOSES, newStoredKey } from '#app/crypto/keyring.server.ts'
import { publishKeys } from '#app/services/publish-keys.server.ts'
import { keys } from '#db/schema/index.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { opened, type Surface } from './as-node.ts'

let accord: TestPortal
let surface: Surface

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
})
afterAll(() => accord.close())

async function jwks() {
  const answer = await surface.request('/.well-known/jwks.json')
  return { answer, ...((await answer.json()) as { keys: Record<string, string>[]; revoked_kids: string[] }) }
}

test('there is a public key for each purpose, and nothing private in it', async () => {
  const { answer, keys, revoked_kids } = await jwks()
  expect(keys.map(({ accord_typ }) => accord_typ).toSorted()).toEqual([...KEY_PURPOSES].toSorted())
  expect(keys.every((key) => !('d' in key))).toBe(true)
  expect(revoked_kids).toEqual([])
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=60')
})

test('whoever has the keys already is told so, until there is another', async () => {
  const etag = (await jwks()).answer.headers.get('ETag') ?? 'none'
  expect(etag).toMatch(/^"/)
  const again = () => surface.request('/.well-known/jwks.json', { headers: { 'If-None-Match': etag } })
  expect((await again()).status).toBe(304)
  expect((await again()).headers.get('Cache-Control')).toBe('public, max-age=60')
  await accord.portal.keys.folder.add(await newStoredKey('receipt+jwt'))
  await publishKeys(accord.portal)
  await expect.poll(async () => (await again()).status).toBe(200)
})

test('a key that was taken back is marked, and stays so when the portal starts again', async () => {
  const { kid } = await accord.portal.keys.signingKey('receipt+jwt')
  await accord.owner.as('public', (tx) => tx.update(keys).set({ revokedAt: new Date() }).where(eq(keys.kid, kid)))
  await publishKeys(accord.portal)
  await expect.poll(async () => (await jwks()).revoked_kids).toEqual([kid])
  const published = await jwks()
  expect(published.keys.filter(({ revoked }) => revoked).map((key) => key.kid)).toEqual([kid])
})

test.each(['/.well-known/smart-configuration', '/.well-known/oauth-authorization-server'])(
  '%s says how to get an access token',
  async (path) => {
    const answer = await surface.request(path)
    expect(await answer.json()).toMatchObject({
      issuer: 'http://127.0.0.1:3999',
      token_endpoint: 'http://127.0.0.1:3999/oauth/token',
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    })
  },
)

test('the authorization server names where the status lists are', async () => {
  const answer = await surface.request('/.well-known/oauth-authorization-server')
  expect(await answer.json()).toMatchObject({ status_list_aggregation_endpoint: 'http://127.0.0.1:3999/status-lists' })
})
