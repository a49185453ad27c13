import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KEY_PURPOSES, type KeyPurpose } from '#app/crypto/keyring.server.ts'
import { sealReceipt } from '#app/services/seal-receipt.server.ts'
import { sealedFile } from '#gate/receipt/sealed-file.ts'
import { bearer, opened, type Surface, send } from '#tests/api/as-node.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, REQUEST } from '#tests/support/build.ts'
import { sourceFiles } from '#tests/support/source-files.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { PYTHON_LIBRARIES, readByLibraries } from './support/verify-with-libraries.ts'

const PURPOSES = [...KEY_PURPOSES]
const SIGN = 'app/crypto/sign.server.ts'
const POSITIONS = 40

let accord: TestPortal
let signed: Map<KeyPurpose, string>
let keys: Map<string, object>

beforeAll(async () => {
  accord = await testPortal()
  const surface = await opened(accord)
  signed = await everythingSigned(surface)
  const jwks = (await (await surface.request('/.well-known/jwks.json')).json()) as { keys: { kid: string }[] }
  keys = new Map(jwks.keys.map((key) => [key.kid, key]))
})
afterAll(() => accord.close())

/** One of each kind, as a hospital gets it. */
async function everythingSigned(surface: Surface): Promise<Map<KeyPurpose, string>> {
  await aProgramme(accord)
  const node = await aNode(accord, ['lung'])
  const token = await bearer(surface, node, 'system/Consent.rs', 'accord/events.read')
  const person = await aContributor(accord, node.organisationId)
  await answers(accord, person, 'yes')
  const ask = async (path: string, body: object, accept = 'application/json') =>
    (await send(surface, path, token, body, { Accept: accept })).text()

  const asked = { legal_basis: 'consent', programme: 'lung', subjects: [person.pseudonym] }
  const issued = JSON.parse(await ask('/api/v1/consent-tokens', asked))
  const consentToken: string = issued.consent_tokens[0].consent_token
  const polled = JSON.parse(await ask('/ssf/poll', { returnImmediately: true }))
  const introspection = await surface.request('/oauth/introspect', {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/token-introspection+jwt',
    },
    body: new URLSearchParams({ token: consentToken }).toString(),
  })
  const bundle = await surface.request('/api/v1/bundle', { headers: { Authorization: `Bearer ${token}` } })
  return new Map<KeyPurpose, string>([
    ['bundle+jwt', await bundle.text()],
    ['consent+jwt', consentToken],
    ['statuslist+jwt', await (await surface.request('/status-lists/a')).text()],
    ['decision+jwt', await ask('/api/v1/decisions', { ...asked, ...REQUEST }, 'application/decision+jwt')],
    ['token-introspection+jwt', await introspection.text()],
    ['secevent+jwt', Object.values<string>(polled.sets)[0] ?? ''],
    ['receipt+jwt', await aSeal()],
  ])
}

async function aSeal(): Promise<string> {
  const jsonLd = Buffer.from('{ "seal": "accord-seal:" }')
  return sealedFile(await sealReceipt(accord.portal, { id: 'a-receipt', jsonLd }))?.seal ?? ''
}

function questionAbout(typ: KeyPurpose, { jws = signed.get(typ) ?? '', keyOf = typ } = {}) {
  const { kid = '' } = decodeProtectedHeader(signed.get(keyOf) ?? '')
  return { jws, typ, jwk: keys.get(kid) ?? {} }
}

/** The same document with one byte of this part another, spread over all of it. */
function changedInOneByte(jws: string, part: number): string[] {
  const bytes = Buffer.from(jws.split('.')[part] ?? '', 'base64url')
  const places = Array.from({ length: POSITIONS }, (_, index) => Math.floor((index * bytes.length) / POSITIONS))
  return [...new Set(places)].map((place) => {
    const changed = Buffer.from(bytes)
    changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8))
    return jws.split('.').with(part, changed.toString('base64url')).join('.')
  })
}

const REFUSED = { jwt: null, jwcrypto: null }

describe.skipIf(!PYTHON_LIBRARIES)('PyJWT and jwcrypto (skipped where Debian’s packages of them are missing)', () => {
  test('are asked about everything that the portal signs', () => {
    const signers = sourceFiles('app').filter(({ imports }) => imports.some(({ to }) => to === SIGN))
    expect(signers).toHaveLength(PURPOSES.length)
    expect([...signed.keys()].sort()).toEqual([...PURPOSES].sort())
  })

  test.each(PURPOSES)('read a %s by the published key that it names', (purpose) => {
    const claims = decodeJwt(signed.get(purpose) ?? '')
    expect(Object.keys(claims).length).toBeGreaterThan(3)
    expect(readByLibraries([questionAbout(purpose)])).toEqual([{ jwt: claims, jwcrypto: claims }])
  })

  test.each(PURPOSES)('refuse a %s in which one byte is another', (purpose) => {
    const changed = [0, 1, 2].flatMap((part) => changedInOneByte(signed.get(purpose) ?? '', part))
    const read = readByLibraries(changed.map((jws) => questionAbout(purpose, { jws })))
    expect(changed.length).toBeGreaterThan(100)
    expect(read).toEqual(changed.map(() => REFUSED))
  })

  test.each(PURPOSES)('refuse a %s by the key of any other purpose', (purpose) => {
    const others = PURPOSES.filter((other) => other !== purpose)
    const read = readByLibraries(others.map((keyOf) => questionAbout(purpose, { keyOf })))
    expect(read).toEqual(others.map(() => REFUSED))
  })
})
