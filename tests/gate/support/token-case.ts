import type { GateRequest } from '#gate/covering-provision.ts'
import type { TrustFile } from '#gate/home/trust-file.ts'
import type { Reason } from '#gate/refusal.ts'
import type { Freshness } from '#gate/status-lists.ts'
import { forge, statusListMember, testKey } from './issuer.ts'

/** A token, what the node knows and wants, and what must come of it. */
export type TokenCase = {
  name: string
  token: string
  trust: TrustFile
  request: GateRequest
  at: Date
  freshness: Freshness
  expected: Reason | 'permit'
}

export type Json = Record<string, unknown>

export const AT = new Date('2026-09-15T10:00:00Z')
export const NOW = AT.getTime() / 1000
export const TODAY = Date.parse('2026-09-15T00:00:00Z') / 1000
export const ISSUER = 'https://accord.example'
export const NODE = 'node-ljubljana'
export const LIST = `${ISSUER}/status-lists/7`

export const consentKey = testKey('consent+jwt', 'consent-1')
export const listKey = testKey('statuslist+jwt', 'list-1')
export const strangerKey = testKey('consent+jwt', 'consent-1')
export const revokedKey = testKey('consent+jwt', 'consent-0')

export const REQUEST: GateRequest = {
  legal_basis: 'consent',
  programme: 'lung',
  purpose: 'ai-development',
  recipient: 'public-research',
  region: 'eu-eea',
  data: ['imaging-ct'],
}

export const ALTRUISM: GateRequest = {
  ...without(REQUEST, 'programme'),
  legal_basis: 'altruism',
  data_use: 'use-1',
} as GateRequest

export const PERMIT = {
  effect: 'permit',
  purpose: ['ai-development', 'ai-validation'],
  recipient: ['public-research'],
  region: ['eu-eea'],
  data: ['imaging-ct', 'reports'],
  from: null,
  until: null,
  acquired_from: null,
  acquired_until: null,
}
export const DENY = { ...PERMIT, effect: 'deny' }

export const CONSENT: Json = {
  programme: 'lung',
  basis: 'consent',
  form: { id: 'lung-2', version: '2.0' },
  provisions: [PERMIT],
  recontact: false,
  incidental_findings: 'no',
}
export const ALTRUISM_CONSENT: Json = { ...without(CONSENT, 'programme'), basis: 'altruism', data_use: 'use-1' }

export const CLAIMS: Json = {
  iss: ISSUER,
  sub: 'Zq3vT8mW1xKp0LrB',
  aud: NODE,
  iat: TODAY,
  nbf: TODAY,
  exp: TODAY + 30 * 86_400,
  jti: '5b0e4d4e-6f0e-4a53-9d1a-0a4f3c1f2b11',
  status: { status_list: { idx: 42, uri: LIST } },
  consent: CONSENT,
}

export const HEADER = { alg: 'ES256', kid: 'consent-1', typ: 'consent+jwt' }
export const LIST_HEADER = { alg: 'ES256', kid: 'list-1', typ: 'statuslist+jwt' }
export const LIST_CLAIMS: Json = {
  iss: ISSUER,
  sub: LIST,
  iat: NOW - 20,
  exp: NOW + 86_400,
  ttl: 60,
  status_list: statusListMember({ 41: 1, 43: 1 }),
}

export const GOOD = token()

type Change = Partial<Omit<TokenCase, 'trust' | 'request'>> & {
  trust?: Partial<TrustFile>
  request?: Partial<GateRequest>
}

export function refused(name: string, expected: Reason, change: Change): TokenCase {
  return { ...tokenCase(name, change), expected }
}

export function permitted(name: string, change: Change): TokenCase {
  return { ...tokenCase(name, change), expected: 'permit' }
}

function tokenCase(name: string, { trust: trustChange, request, ...change }: Change): Omit<TokenCase, 'expected'> {
  return {
    name,
    token: GOOD,
    at: AT,
    freshness: 'ttl',
    ...change,
    trust: { ...trust(), ...trustChange },
    request: { ...REQUEST, ...request } as GateRequest,
  }
}

export function trust(): TrustFile {
  return {
    issuer: ISSUER,
    audience: NODE,
    synced_at: NOW - 10,
    jwks: { keys: [consentKey.publicJwk, listKey.publicJwk, { ...revokedKey.publicJwk, revoked: true }] },
    ...held({}),
  }
}

export function held(change: Partial<TrustFile['status_lists'][string]>): Pick<TrustFile, 'status_lists'> {
  const list = forge({ header: LIST_HEADER, payload: LIST_CLAIMS, key: listKey.privateKey })
  return {
    status_lists: { [LIST]: { token: list, etag: null, fetched_at: NOW - 10, newest_iat: NOW - 20, ...change } },
  }
}

export function listed(change: Json): Pick<TrustFile, 'status_lists'> {
  return listToken(forge({ header: LIST_HEADER, payload: { ...LIST_CLAIMS, ...change }, key: listKey.privateKey }))
}

export function listToken(token: string): Pick<TrustFile, 'status_lists'> {
  return held({ token })
}

export function token({
  header = HEADER,
  claims = CLAIMS,
  key = consentKey.privateKey,
}: {
  header?: unknown
  claims?: Json | string
  key?: typeof consentKey.privateKey
} = {}): string {
  return forge({ header, payload: claims, key })
}

export function spliced(original: string, index: number, part: string): string {
  return original.split('.').with(index, part).join('.')
}

export function signatureOf(original: string): Buffer {
  return Buffer.from(original.split('.')[2] ?? '', 'base64url')
}

export function without<Value extends object>(value: Value, member: string): Json {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== member))
}
