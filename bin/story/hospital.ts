import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import type { DemoNode } from '#db/seed/demo.ts'
import type { Narrator } from './narrator.ts'

export type Answer<Body> = { status: number; body: Body }

/** A hospital's node talking to the portal's API, signed in with its own key. */
export type Hospital = {
  post<Body>(path: string, body: unknown): Promise<Answer<Body>>
  get<Body>(path: string): Promise<Answer<Body>>
  put<Body>(path: string, body: unknown): Promise<Answer<Body>>
  /** The id of its stream of events, if it has one. */
  stream(): Promise<string | null>
  closeStream(id: string): Promise<{ status: number }>
  introspect(token: string): Promise<Answer<{ active: boolean }>>
  /** What another system of the hospital's finds about one person over FHIR R4. */
  consents(pseudonym: string): Promise<Answer<{ total: number; entry?: { resource: { status: string } }[] }>>
}

export async function hospital(url: string, node: DemoNode, narrator: Pick<Narrator, 'heard'>): Promise<Hospital> {
  const bearer = await accessToken(url, node)

  async function send<Body>(path: string, type: string, body: string, method = 'POST'): Promise<Answer<Body>> {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': type },
      body,
    })
    const answer = await response.text()
    narrator.heard(`${method} ${path} ${shortened(body)} -> ${response.status} ${shortened(answer)}`)
    return { status: response.status, body: (answer ? JSON.parse(answer) : null) as Body }
  }

  async function ask(method: 'GET' | 'DELETE', path: string): Promise<Response> {
    const response = await fetch(url + path, { method, headers: { authorization: `Bearer ${bearer}` } })
    narrator.heard(`${method} ${path} -> ${response.status}`)
    return response
  }

  const sendForm = <Body>(path: string, fields: Record<string, string>) =>
    send<Body>(path, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString())

  return {
    stream: async () => {
      const [stream] = (await (await ask('GET', '/ssf/streams')).json()) as { stream_id: string }[]
      return stream?.stream_id ?? null
    },
    closeStream: async (id) => {
      const { status } = await ask('DELETE', `/ssf/streams?stream_id=${id}`)
      return { status }
    },
    post: (path, body) => send(path, 'application/json', JSON.stringify(body)),
    put: (path, body) => send(path, 'application/json', JSON.stringify(body), 'PUT'),
    get: async <Body>(path: string) => {
      const response = await ask('GET', path)
      return { status: response.status, body: (await response.json()) as Body }
    },
    introspect: (token) => sendForm('/oauth/introspect', { token }),
    consents: (pseudonym) => sendForm('/fhir/R4/Consent/_search', { 'patient.identifier': pseudonym }),
  }
}

/** SMART Backend Services: a client assertion signed by the node's key for an access token. */
async function accessToken(url: string, { client_id, private_jwk }: DemoNode): Promise<string> {
  const endpoint = `${url}/oauth/token`
  const now = Math.floor(Date.now() / 1000)
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES384', kid: private_jwk.kid ?? '', typ: 'JWT' })
    .setIssuer(client_id)
    .setSubject(client_id)
    .setAudience(endpoint)
    .setIssuedAt(now)
    .setExpirationTime(now + 240)
    .sign(await importJWK(private_jwk, 'ES384'))
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'system/Consent.rs accord/enrolments.write accord/usage.write accord/events.read',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  })
  const body = (await response.json()) as { access_token?: string }
  if (!body.access_token) throw new Error(`the node could not sign in: ${response.status} ${JSON.stringify(body)}`)
  return body.access_token
}

function shortened(text: string): string {
  return text.length > 160 ? `${text.slice(0, 150)}… (${text.length} characters)` : text
}
