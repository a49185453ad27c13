import { eq } from 'drizzle-orm'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessTokens, nodes } from '#db/schema/index.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { heard } from '#tests/support/heard.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { assertion, bearer, opened, requestToken, type Surface, send } from './as-node.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
})
afterAll(() => accord.close())

async function ask(fields: Record<string, string> = {}) {
  const answer = await requestToken(surface, { client_assertion: await assertion(node), ...fields })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
}

describe('a node that proves its key', () => {
  test('is given an access token for five minutes', async () => {
    const { status, headers, body } = await ask()
    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      token_type: 'bearer',
      expires_in: 300,
      scope: 'system/Consent.rs',
    })
    expect(headers.get('Cache-Control')).toBe('no-store')
  })

  test('may prove an RSA key as well', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS384', { extractable: true })
    const rsa = await aNode(accord, ['lung'])
    const keys = [{ ...(await exportJWK(publicKey)), kid: 'rsa', alg: 'RS384' }]
    await accord.owner.as('public', (tx) => tx.update(nodes).set({ jwks: { keys } }).where(eq(nodes.id, rsa.id)))
    const key = { ...(await exportJWK(privateKey)), kid: 'rsa', alg: 'RS384' }
    const { status } = await ask({ client_assertion: await assertion({ ...rsa, privateJwk: key }) })
    expect(status).toBe(200)
  })

  test('leaves no access token behind that a thief of the database could use', async () => {
    const token = await bearer(surface, node)
    const rows = await accord.owner.as('public', (tx) => tx.select().from(accessTokens))
    expect(rows.some(({ hash }) => hash.toString('base64url') === token)).toBe(false)
  })

  test('is given no scope that it does not hold', async () => {
    await accord.owner.as('public', (tx) =>
      tx
        .update(nodes)
        .set({ scopes: ['system/Consent.rs'] })
        .where(eq(nodes.id, node.id)),
    )
    await heard(accord)
    expect((await ask({ scope: 'accord/usage.write' })).body).toMatchObject({ error: 'invalid_scope' })
    expect((await ask({ scope: 'system/Consent.rs accord/usage.write' })).status).toBe(400)
    expect((await ask({ scope: '' })).body).toMatchObject({ error: 'invalid_scope' })
  })
})

describe('a request for an access token', () => {
  test.each([
    ['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no assertion', { client_assertion: '' }, 401, 'invalid_client'],
    ['an assertion of another kind', { client_assertion_type: 'saml' }, 401, 'invalid_client'],
    ['an assertion that is no JWT', { client_assertion: 'x.y.z' }, 401, 'invalid_client'],
  ])('is refused with %s', async (_, fields, status, error) => {
    const answer = await ask(fields)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ error })
  })

  test('is refused where a field is sent twice', async () => {
    const answer = await surface.request('/oauth/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&grant_type=client_credentials',
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' })
  })

  test('is refused as JSON', async () => {
    const answer = await send(surface, '/oauth/token', 'none', {})
    expect(answer.status).toBe(415)
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' })
  })
})
