import { eq } from 'drizzle-orm'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { consentTokens, keys } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestNode } from '#tests/support/build.ts'
import { heard } from '#tests/support/heard.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, type Surface, send } from './as-node.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node)
})
afterAll(() => accord.close())

async function introspect(consentToken: string, { by = token, accept = 'application/json' } = {}) {
  return surface.request('/oauth/introspect', {
    method: 'POST',
    headers: { Authorization: `Bearer ${by}`, 'Content-Type': 'application/x-www-form-urlencoded', Accept: accept },
    body: new URLSearchParams({ token: consentToken }).toString(),
  })
}

async function aConsentToken(of = node, by = token) {
  const person = await aContributor(accord, of.organisationId)
  await answers(accord, person, 'yes')
  const body = { legal_basis: 'consent', programme: 'lung', subjects: [person.pseudonym] }
  const answer = (await (await send(surface, '/api/v1/consent-tokens', by, body)).json()) as {
    consent_tokens: { consent_token: string }[]
  }
  return { person, compact: answer.consent_tokens[0]?.consent_token ?? '' }
}

test('a live consent token is told what it says and to whom it was given', async () => {
  const { person, compact } = await aConsentToken()
  expect(await (await introspect(compact)).json()).toEqual({
    active: true,
    iss: accord.portal.settings.url,
    sub: person.pseudonym,
    aud: node.clientId,
    client_id: node.clientId,
    token_type: 'consent+jwt',
    iat: expect.any(Number),
    nbf: expect.any(Number),
    exp: expect.any(Number),
    jti: decodeJwt(compact).jti,
    consent: decodeJwt(compact).consent,
  })
})

test('the answer can be had signed (RFC 9701)', async () => {
  const { compact } = await aConsentToken()
  const answer = await introspect(compact, { accept: 'application/token-introspection+jwt' })
  expect(answer.headers.get('Content-Type')).toBe('application/token-introspection+jwt')
  const jwt = await answer.text()
  expect(decodeProtectedHeader(jwt).typ).toBe('token-introspection+jwt')
  const claims = decodeJwt(jwt)
  expect(claims).toMatchObject({
    iss: accord.portal.settings.url,
    aud: node.clientId,
    token_introspection: { active: true },
  })
  expect(claims.sub ?? claims.exp).toBeUndefined()
})

describe('exactly {"active":false} is said of', () => {
  const isNotActive = async (answer: Response) => expect(await answer.text()).toBe('{"active":false}')

  test('a token whose person withdrew a moment ago', async () => {
    const { person, compact } = await aConsentToken()
    const { id: contributorId } = person
    await withdrawConsent(accord.portal, { contributorId, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT })
    await isNotActive(await introspect(compact))
  })

  test('a token of another node', async () => {
    const other = await aNode(accord, ['lung'])
    const { compact } = await aConsentToken(other, await bearer(surface, other))
    await isNotActive(await introspect(compact))
  })

  test('a token with a changed signature', async () => {
    const { compact } = await aConsentToken()
    await isNotActive(await introspect(`${compact.slice(0, -6)}AAAAAA`))
  })

  test('a token that has run out', async () => {
    const { compact } = await aConsentToken()
    await accord.owner.as('public', (tx) =>
      tx
        .update(consentTokens)
        .set({ expiresAt: new Date(Date.now() - 1000) })
        .where(eq(consentTokens.compact, compact)),
    )
    await isNotActive(await introspect(compact))
  })

  test('a token signed by a key that was taken back', async () => {
    const { compact } = await aConsentToken()
    const { kid } = decodeProtectedHeader(compact)
    const revoke = (revokedAt: Date | null) =>
      accord.owner.as('public', (tx) =>
        tx
          .update(keys)
          .set({ revokedAt })
          .where(eq(keys.kid, kid ?? '')),
      )
    await revoke(new Date())
    await heard(accord)
    await isNotActive(await introspect(compact))
    await revoke(null)
  })

  test.each(['nonsense', 'a.b.c', 'x'.repeat(9000)])('what is no token', async (text) => {
    await isNotActive(await introspect(text))
  })
})

test('without a token there is nothing to say', async () => {
  const answer = await introspect('')
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ error: 'invalid_request' })
})
