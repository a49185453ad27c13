import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { importJWK, type JWK, SignJWT } from 'jose'
import { verifiedPayload } from '#gate/compact-jws.ts'
import type { JsonObject } from '#gate/strict-json.ts'
import { type IssuerKeys, issuerKeys } from '#gate/trust.ts'

/** A node as it stands in `demo.json`. */
export type Asker = { client_id: string; private_jwk: JWK; programmes: string[] }

export type Answer = { status: number; headers: Headers; text: string }

export type PortalUnderTest = {
  url: string
  node: Asker
  neighbour: Asker
  /** A programme in which both take part. */
  programme: string
  ask(path: string, init?: RequestInit): Promise<Answer>
  /** Sends JSON in a node's name. */
  send(asker: Asker, path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Sends a form in a node's name. */
  sendForm(asker: Asker, path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
  requestToken(form: Record<string, string>): Promise<Answer>
  bearer(asker: Asker, scope: string): Promise<string>
  keys(): Promise<IssuerKeys>
  /** The claims of something that the portal signed, with the key of this type and no other. */
  signed(jws: string, typ: string): Promise<JsonObject>
}

const READ = 'system/Consent.rs'
const PATIENCE_MILLISECONDS = 15_000
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export function portalUnderTest(url: string, node: Asker, neighbour: Asker): PortalUnderTest {
  const programme = node.programmes.find((one) => neighbour.programmes.includes(one)) ?? ''
  const bearers = new Map<string, string>()

  async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS)
    const response = await fetch(new URL(path, `${url}/`), { redirect: 'manual', signal, ...init })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  function requestToken(form: Record<string, string>): Promise<Answer> {
    const fields = { grant_type: 'client_credentials', scope: READ, client_assertion_type: ASSERTION_TYPE, ...form }
    return ask('/oauth/token', { method: 'POST', body: new URLSearchParams(fields) })
  }

  async function bearer(asker: Asker, scope: string): Promise<string> {
    const known = bearers.get(`${asker.client_id} ${scope}`)
    if (known) return known
    const answer = await requestToken({ scope, client_assertion: await assertionOf(asker, url) })
    assert.equal(answer.status, 200, `${asker.client_id} got no access token: ${answer.text.slice(0, 200)}`)
    const { access_token } = JSON.parse(answer.text)
    bearers.set(`${asker.client_id} ${scope}`, access_token)
    return access_token
  }

  async function headersOf(asker: Asker, type: string): Promise<Record<string, string>> {
    return { Authorization: `Bearer ${await bearer(asker, READ)}`, 'Content-Type': type }
  }

  async function keys(): Promise<IssuerKeys> {
    return issuerKeys(JSON.parse((await ask('/.well-known/jwks.json')).text))
  }

  return {
    ...{ url, node, neighbour, programme, ask, requestToken, bearer, keys },
    async send(asker, path, body, headers) {
      const standard = await headersOf(asker, 'application/json')
      return ask(path, { method: 'POST', headers: { ...standard, ...headers }, body: JSON.stringify(body) })
    },
    async sendForm(asker, path, form, headers) {
      const standard = await headersOf(asker, 'application/x-www-form-urlencoded')
      return ask(path, { method: 'POST', headers: { ...standard, ...headers }, body: new URLSearchParams(form) })
    },
    signed: async (jws, typ) => verifiedPayload(jws, { typ, keys: await keys(), maxBytes: 2 ** 21 }),
  }
}

/** A client assertion as it should be (SMART Backend Services); the changes make one that must be refused. */
export async function assertionOf(
  { client_id, private_jwk }: Asker,
  url: string,
  { claims = {}, header = {}, key = private_jwk }: { claims?: object; header?: object; key?: JWK } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const payload = { iss: client_id, sub: client_id, aud: `${url}/oauth/token`, exp: now + 240, jti: randomUUID() }
  return new SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ alg: 'ES384', kid: private_jwk.kid ?? '', typ: 'JWT', ...header })
    .sign(await importJWK(key, 'ES384'))
}

/** The JSON of an answer with this status. */
export function jsonOf({ status, text }: Answer, expected = 200): JsonObject {
  assert.equal(status, expected, `it answered ${status}: ${text.slice(0, 120)}`)
  return JSON.parse(text)
}

export function mustNotBeStored({ headers }: Answer): void {
  assert.match(headers.get('Cache-Control') ?? 'nothing', /no-store/, 'Cache-Control is not no-store')
}
