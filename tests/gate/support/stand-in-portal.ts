import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { importJWK, type JWK, jwtVerify } from 'jose'
import { onTestFinished } from 'vitest'
import { forge, type IssuerInHand, madeKey } from '#gate/selftest/forge.ts'
import { bundleClaimsOf, type Issued, signedBundle, signedList } from './stand-in-bundle.ts'

type Json = Record<string, unknown>
export type Permitted = { subject: string; idx: number; claims?: Json; provisions?: unknown[] }

const DAY = 86_400

/** What a portal looks like from a node: real HTTP, real signatures, and levers to make it misbehave. */
export type StandInPortal = {
  url: string
  /** Everything asked of it, as `METHOD path`. */
  asked: string[]
  /** Usage reports in the order they were accepted. */
  reports: string[]
  levers: Levers
  permit(...people: Permitted[]): void
  revoke(idx: number): void
}

export type Levers = {
  keys: Json[]
  revokedKids: string[]
  issuer: string
  /** Where it says that access tokens are to be had. */
  origin: string
  /** Seconds that a list is good for, and lives. */
  ttl: number
  life: number
  /** Seconds by which the portal's clock is behind when it signs a list. */
  listLag: number
  pageSize: number
  down: boolean
  bundleAnswer: ((response: ServerResponse) => void) | null
  /** Changes what a bundle says before it is signed. */
  bundleClaims: (claims: Json) => Json
  /** With which key bundles are signed. */
  bundleKey: IssuerInHand
  usageStatuses: number[]
  listKey: IssuerInHand
  consentKey: IssuerInHand
}

export const PERMIT = {
  effect: 'permit',
  purpose: ['ai-development'],
  recipient: ['public-research'],
  region: ['eu-eea'],
  data: ['imaging-ct'],
  from: null,
  until: null,
  acquired_from: null,
  acquired_until: null,
}

export async function standInPortal({
  now,
  node,
}: {
  now: () => Date
  node: { clientId: string; jwk: () => JWK }
}): Promise<StandInPortal> {
  const consentKey = madeKey('consent+jwt')
  const listKey = madeKey('statuslist+jwt')
  const bundleKey = madeKey('bundle+jwt')
  const issued: Issued[] = []
  const statuses: Record<number, number> = {}
  const seenAssertions = new Set<string>()
  let published: { facts: string; key: IssuerInHand; iat: number; list: string } | null = null
  const portal: StandInPortal = { url: '', asked: [], reports: [], levers: {} as Levers, permit, revoke }
  portal.levers = {
    keys: [consentKey.publicJwk, listKey.publicJwk, bundleKey.publicJwk],
    revokedKids: [],
    issuer: '',
    origin: '',
    ttl: 60,
    life: DAY,
    listLag: 0,
    pageSize: 2,
    down: false,
    bundleAnswer: null,
    bundleClaims: (claims) => claims,
    bundleKey,
    usageStatuses: [],
    listKey,
    consentKey,
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => send(response, 500, { type: String(error) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  portal.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const lever of ['issuer', 'origin'] as const) portal.levers[lever] = portal.url
  return portal

  function permit(...people: Permitted[]): void {
    const today = Math.floor(now().getTime() / 1000 / DAY) * DAY
    for (const { subject, idx, claims, provisions = [PERMIT] } of people) {
      const payload = {
        iss: portal.url,
        sub: subject,
        aud: node.clientId,
        iat: today,
        nbf: today,
        exp: today + 30 * DAY,
        jti: randomUUID(),
        status: { status_list: { idx, uri: `${portal.url}/status-lists/1` } },
        consent: {
          programme: 'lung',
          basis: 'consent',
          form: { id: 'lung-1', version: '1' },
          provisions,
          recontact: false,
          incidental_findings: 'no',
        },
        ...claims,
      }
      const { kid, privateKey: key } = portal.levers.consentKey
      const header = { alg: 'ES256', kid, typ: 'consent+jwt' }
      issued.push({
        subject,
        consent_token: forge({ header, payload, key }),
        expires_at: new Date((payload.exp as number) * 1000).toISOString(),
      })
    }
  }

  function revoke(idx: number): void {
    statuses[idx] = 1
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', portal.url)
    const route = `${request.method} ${pathname}`
    portal.asked.push(route)
    const body = await text(request)
    if (portal.levers.down) return void response.destroy()
    switch (route) {
      case 'GET /.well-known/jwks.json':
        return send(response, 200, { keys: portal.levers.keys, revoked_kids: portal.levers.revokedKids })
      case 'GET /.well-known/smart-configuration':
        return send(response, 200, {
          issuer: portal.levers.issuer,
          token_endpoint: `${portal.levers.origin}/oauth/token`,
        })
      case 'POST /oauth/token':
        return accessToken(new URLSearchParams(body), response)
      case 'GET /api/v1/bundle':
        return bundle(request, searchParams.get('since'), response)
      case 'POST /api/v1/usage-reports':
        return usageReport(request, body, response)
      default:
        return send(response, 404, { type: 'not-found' })
    }
  }

  /** As strict as SMART Backend Services asks for. */
  async function accessToken(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const key = await importJWK(node.jwk(), 'ES384')
    const { payload, protectedHeader } = await jwtVerify(form.get('client_assertion') ?? '', key, {
      algorithms: ['ES384'],
      typ: 'JWT',
      issuer: node.clientId,
      subject: node.clientId,
      audience: `${portal.url}/oauth/token`,
      requiredClaims: ['exp', 'jti'],
      currentDate: now(),
    })
    const tooLong = (payload.exp ?? 0) - now().getTime() / 1000 > 300
    const replayed = seenAssertions.has(payload.jti ?? '')
    seenAssertions.add(payload.jti ?? '')
    if (tooLong || replayed || protectedHeader.kid !== node.jwk().kid)
      return send(response, 401, { error: 'invalid_client' })
    send(response, 200, {
      access_token: form.get('scope'),
      token_type: 'bearer',
      expires_in: 300,
      scope: form.get('scope'),
    })
  }

  function bundle(request: IncomingMessage, since: string | null, response: ServerResponse) {
    if (portal.levers.bundleAnswer) return portal.levers.bundleAnswer(response)
    if (request.headers.authorization !== 'Bearer system/Consent.rs')
      return send(response, 401, { type: 'unauthorised' })
    const { keys, revokedKids, pageSize, bundleClaims, bundleKey } = portal.levers
    const claims = bundleClaimsOf({
      ...{ issuer: portal.url, audience: node.clientId, keys, revokedKids, pageSize, since, issued },
      ...{ now: Math.floor(now().getTime() / 1000), lists: { [`${portal.url}/status-lists/1`]: publishedList() } },
    })
    response.writeHead(200, { 'Content-Type': 'application/bundle+jwt', ETag: `"${claims.jti}"` })
    response.end(signedBundle(bundleClaims(claims), bundleKey))
  }

  /** Published anew when something was revoked or a lever was moved, and every half minute. */
  function publishedList(): string {
    const { listKey: key, listLag, life, ttl } = portal.levers
    const iat = Math.floor(now().getTime() / 1000) - listLag
    const facts = JSON.stringify([statuses, key.kid, listLag, life, ttl])
    if (facts !== published?.facts || key !== published.key || iat >= published.iat + 30) {
      const claims = { iss: portal.url, sub: `${portal.url}/status-lists/1`, iat, exp: iat + life, ttl }
      published = { facts, key, iat, list: signedList(statuses, claims, key) }
    }
    return published.list
  }

  function usageReport(request: IncomingMessage, body: string, response: ServerResponse) {
    if (request.headers.authorization !== 'Bearer accord/usage.write')
      return send(response, 401, { type: 'unauthorised' })
    if (request.headers['content-type'] !== 'application/jwt') return send(response, 415, { type: 'media-type' })
    const status = portal.levers.usageStatuses.shift() ?? 201
    if (status === 0) {
      portal.reports.push(body)
      return void response.destroy()
    }
    if (status < 300) portal.reports.push(body)
    send(response, status, status < 300 ? { accepted: 1 } : { type: 'refused-in-a-test' })
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}
