import { randomUUID } from 'node:crypto'
import { CompactSign, importJWK, type JWK } from 'jose'
import { api } from '#app/api/index.ts'
import type { Scope } from '#app/api/scopes.ts'
import { publishKeys } from '#app/services/publish-keys.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import type { TestNode } from '#tests/support/build.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'

/** What tests say to the machine surface in a node's name. */

export type Surface = ReturnType<typeof api>

/** The machine surface of a portal that has started. */
export async function opened({ portal }: TestPortal): Promise<Surface> {
  await publishKeys(portal)
  await openStatusLists(portal)
  return api(portal)
}

export const TOKEN_ENDPOINT = 'http://127.0.0.1:3999/oauth/token'

/** A client assertion as it should be; `changes` make it one that should not be accepted. */
export async function assertion(
  node: TestNode,
  changes: { claims?: Record<string, unknown>; header?: Record<string, unknown>; key?: JWK } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const { clientId } = node
  const claims = { iss: clientId, sub: clientId, aud: TOKEN_ENDPOINT, exp: now + 240, jti: randomUUID() }
  const { kid, alg } = node.privateJwk
  return signed(
    { ...claims, ...changes.claims },
    { alg, kid, typ: 'JWT', ...changes.header },
    changes.key ?? node.privateJwk,
  )
}

/** Any claims under any header, signed with any key. */
export async function signed(claims: object | string, header: Record<string, unknown>, key: JWK): Promise<string> {
  const payload = new TextEncoder().encode(typeof claims === 'string' ? claims : JSON.stringify(claims))
  return new CompactSign(payload)
    .setProtectedHeader(header as { alg: string })
    .sign(await importJWK(key, String(header.alg)))
}

export function requestToken(surface: Surface, fields: Record<string, string>) {
  return surface.request('/oauth/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      scope: 'system/Consent.rs',
      ...fields,
    }).toString(),
  })
}

/** An access token of this node. */
export async function bearer(surface: Surface, node: TestNode, ...scopes: Scope[]): Promise<string> {
  const scope = (scopes.length > 0 ? scopes : ['system/Consent.rs']).join(' ')
  const answer = await requestToken(surface, { scope, client_assertion: await assertion(node) })
  const { access_token } = (await answer.json()) as { access_token?: string }
  if (!access_token) throw new Error(`no access token: ${answer.status}`)
  return access_token
}

/** Sends JSON to a route in the name of whoever holds this access token. */
export function send(
  surface: Surface,
  path: string,
  token: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return Promise.resolve(
    surface.request(path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
}

/** The code at the end of a problem's type. */
export async function problemOf(answer: Response): Promise<string> {
  const { type } = (await answer.json()) as { type?: string }
  return type?.split('/').at(-1) ?? `no problem, but ${answer.status}`
}
