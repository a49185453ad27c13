import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodes } from '#db/schema/index.ts'
import { assertion, bearer, opened, requestToken, type Surface, send } from '#tests/api/as-node.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { heard } from '#tests/support/heard.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

/** Assertions that must not open the door (RFC 7523 §3, RFC 8725). */

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

const now = () => Math.floor(Date.now() / 1000)

async function refusalOf(client_assertion: string): Promise<unknown> {
  const answer = await requestToken(surface, { client_assertion })
  const body = (await answer.json()) as Record<string, unknown>
  expect(body.error).toBe('invalid_client')
  expect(answer.status).toBe(401)
  return body.error_description
}

/** A JWS put together by hand, where a library would refuse to. */
function handmade(header: object, claims: object, signature: string | ((input: string) => string) = ''): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part(header)}.${part(claims)}`
  return `${input}.${typeof signature === 'string' ? signature : signature(input)}`
}

const claims = (changes: object = {}) => ({
  iss: node.clientId,
  sub: node.clientId,
  aud: 'http://127.0.0.1:3999/oauth/token',
  exp: now() + 240,
  jti: randomUUID(),
  ...changes,
})

test('an assertion is accepted once', async () => {
  const client_assertion = await assertion(node)
  expect((await requestToken(surface, { client_assertion })).status).toBe(200)
  expect(await refusalOf(client_assertion)).toBe('assertion-replayed')
})

test('of twenty who replay one assertion at the same moment, one passes', async () => {
  const client_assertion = await assertion(node)
  const answers = await Promise.all(Array.from({ length: 20 }, () => requestToken(surface, { client_assertion })))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('an assertion that asked for too much is used up as well', async () => {
  const client_assertion = await assertion(node)
  expect((await requestToken(surface, { client_assertion, scope: 'accord/everything' })).status).toBe(400)
  expect(await refusalOf(client_assertion)).toBe('assertion-replayed')
})

test.each([
  ['for another portal', { aud: 'https://other.example.org/oauth/token' }, 'assertion-audience-wrong'],
  ['for the portal, but not for its token endpoint', { aud: 'http://127.0.0.1:3999' }, 'assertion-audience-wrong'],
  [
    'for two audiences',
    { aud: ['http://127.0.0.1:3999/oauth/token', 'https://x.example'] },
    'assertion-audience-wrong',
  ],
  ['for nobody', { aud: undefined }, 'assertion-audience-wrong'],
  ['about somebody else', { sub: 'node-other' }, 'assertion-not-its-own'],
  ['that ended', { exp: now() - 1 }, 'assertion-expired'],
  ['that never ends', { exp: undefined }, 'assertion-expired'],
  ['that ends at no time', { exp: '2099' }, 'assertion-expired'],
  ['that lives an hour', { exp: now() + 3600 }, 'assertion-too-long-lived'],
  ['that begins later', { nbf: now() + 200 }, 'assertion-not-yet-valid'],
  ['that was signed later', { iat: now() + 200 }, 'assertion-not-yet-valid'],
  ['without an id', { jti: undefined }, 'assertion-id-missing'],
  ['with NUL in its id', { jti: 'a\0b' }, 'assertion-id-missing'],
  ['with an id that never ends', { jti: 'x'.repeat(256) }, 'assertion-id-missing'],
])('an assertion %s is refused', async (_, changes, refusal) => {
  expect(await refusalOf(await assertion(node, { claims: changes }))).toBe(refusal)
})

test.each([
  ['another node’s name', { iss: 'node-other' }],
  ['a name with NUL', { iss: 'a\0b' }],
  ['no name', { iss: undefined }],
])('an assertion in %s is refused', async (_, changes) => {
  expect(await refusalOf(await assertion(node, { claims: changes }))).toBe('assertion-not-verified')
})

test('a node cannot sign for another', async () => {
  const other = await aNode(accord, ['lung'])
  const { kid } = other.privateJwk
  const changes = { claims: { iss: other.clientId, sub: other.clientId } }
  expect(await refusalOf(await assertion(node, changes))).toBe('assertion-not-verified')
  expect(await refusalOf(await assertion(node, { ...changes, header: { kid } }))).toBe('assertion-not-verified')
})

test('an unsigned assertion is refused', async () => {
  const header = { alg: 'none', kid: node.privateJwk.kid, typ: 'JWT' }
  expect(await refusalOf(handmade(header, claims()))).toBe('assertion-not-verified')
  expect(await refusalOf(handmade(header, claims(), 'AA'))).toBe('assertion-not-verified')
})

test('an assertion under the public key as if it were a password is refused', async () => {
  const { kty, crv, x, y } = node.privateJwk
  const header = { alg: 'HS256', kid: node.privateJwk.kid, typ: 'JWT' }
  const secret = JSON.stringify({ kty, crv, x, y })
  const jws = handmade(header, claims(), (input) => createHmac('sha256', secret).update(input).digest('base64url'))
  expect(await refusalOf(jws)).toBe('assertion-not-verified')
})

test('an assertion by a key of its own, carried in its header, is refused', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true })
  const key = await exportJWK(privateKey)
  const jwk = await exportJWK(publicKey)
  expect(await refusalOf(await assertion(node, { key, header: { jwk } }))).toBe('assertion-not-verified')
  expect(await refusalOf(await assertion(node, { key }))).toBe('assertion-not-verified')
})

test('an assertion with ES256 is refused, although its key is registered', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const smaller = await aNode(accord, ['lung'])
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'p-256', alg: 'ES256' }]
  await accord.owner.as('public', (tx) => tx.update(nodes).set({ jwks: { keys } }).where(eq(nodes.id, smaller.id)))
  const privateJwk = { ...(await exportJWK(privateKey)), kid: 'p-256', alg: 'ES256' }
  expect(await refusalOf(await assertion({ ...smaller, privateJwk }))).toBe('assertion-not-verified')
})

test('an assertion under an RSA key that is too short to be safe is refused, although the key is registered', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const short = await aNode(accord, ['lung'])
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'short', alg: 'RS384' }] as JWK[]
  await accord.owner.as('public', (tx) => tx.update(nodes).set({ jwks: { keys } }).where(eq(nodes.id, short.id)))
  const { clientId } = short
  const header = { alg: 'RS384', kid: 'short', typ: 'JWT' }
  const jws = handmade(header, claims({ iss: clientId, sub: clientId }), (input) =>
    sign('sha384', Buffer.from(input), privateKey).toString('base64url'),
  )
  expect(await refusalOf(jws)).toBe('assertion-not-verified')
})

test('an algorithm other than the key’s own is refused', async () => {
  expect(await refusalOf(handmade({ alg: 'RS384', kid: node.privateJwk.kid, typ: 'JWT' }, claims(), 'AAAA'))).toBe(
    'assertion-not-verified',
  )
})

test('a usage report or anything else the node signed is no assertion', async () => {
  for (const typ of ['usage-report+jwt', 'consent+jwt', undefined]) {
    expect(await refusalOf(await assertion(node, { header: { typ } }))).toBe('assertion-not-verified')
  }
})

test('an assertion that names where its key could be fetched is refused', async () => {
  const header = { jku: 'http://169.254.169.254/latest/meta-data' }
  expect(await refusalOf(await assertion(node, { header }))).toBe('assertion-not-verified')
})

test('another spelling of the same signature is refused', async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS384', { extractable: true })
  const rsa = await aNode(accord, ['lung'])
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'rsa', alg: 'RS384' }]
  await accord.owner.as('public', (tx) => tx.update(nodes).set({ jwks: { keys } }).where(eq(nodes.id, rsa.id)))
  const jws = await assertion({ ...rsa, privateJwk: { ...(await exportJWK(privateKey)), kid: 'rsa', alg: 'RS384' } })
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const unread = (alphabet[alphabet.indexOf(jws.at(-1) ?? '') ^ 1] ?? '') as string
  expect(await refusalOf(`${jws.slice(0, -1)}${unread}`)).toBe('assertion-not-verified')
  expect((await requestToken(surface, { client_assertion: jws })).status).toBe(200)
})

test('an assertion larger than any is refused', async () => {
  expect(await refusalOf(await assertion(node, { claims: { more: 'x'.repeat(9000) } }))).toBe('assertion-not-verified')
})

test.each(['suspended', 'decommissioned'] as const)(
  'a node that is %s gets no token, and the one it has ends at once',
  async (status) => {
    const other = await aNode(accord, ['lung'])
    const token = await bearer(surface, other)
    const ask = () => send(surface, '/api/v1/consent-tokens', token, { legal_basis: 'consent', programme: 'lung' })
    expect((await ask()).status).toBe(200)
    await accord.owner.as('public', (tx) => tx.update(nodes).set({ status }).where(eq(nodes.id, other.id)))
    await heard(accord)
    const cutOff = await ask()
    expect(cutOff.status).toBe(401)
    expect(cutOff.headers.get('WWW-Authenticate')).toBe('Bearer realm="accord", error="invalid_token"')
    expect(await refusalOf(await assertion(other))).toBe('assertion-not-verified')
  },
)

test('a scope that was taken from the node no longer opens anything, although its token says so', async () => {
  const other = await aNode(accord, ['lung'])
  const token = await bearer(surface, other)
  await accord.owner.as('public', (tx) => tx.update(nodes).set({ scopes: [] }).where(eq(nodes.id, other.id)))
  await heard(accord)
  const answer = await send(surface, '/api/v1/consent-tokens', token, { legal_basis: 'consent', programme: 'lung' })
  expect(answer.status).toBe(403)
})

test('an access token ends after five minutes', async () => {
  const token = await bearer(surface, node)
  accord.setTime(new Date(Date.now() + 301_000))
  const answer = await send(surface, '/api/v1/consent-tokens', token, { legal_basis: 'consent', programme: 'lung' })
  accord.setTime(null)
  expect(answer.status).toBe(401)
})

test.each(['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'bearer \u00e9', `Bearer ${'x'.repeat(5000)}`])(
  'nobody passes with "%s"',
  async (Authorization) => {
    const answer = await surface.request('/api/v1/enrolments', { headers: { Authorization } })
    expect(answer.status).toBe(401)
  },
)
