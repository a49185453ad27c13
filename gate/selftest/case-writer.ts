import type { KeyObject } from 'node:crypto'
import { dayOf, startOfDay } from '../../app/domain/day.ts'
import { secondsOf } from '../clock-skew.ts'
import type { GateRequest } from '../covering-provision.ts'
import type { TrustFile } from '../home/trust-file.ts'
import type { Reason } from '../refusal.ts'
import type { Freshness } from '../status-lists.ts'
import { caseKeys } from './case-keys.ts'
import { forge, statusListMember } from './forge.ts'
import { CONSENT, HEADER, ISSUER, type Json, LIST, LIST_HEADER, LIST_TTL, NODE, REQUEST, SUBJECT } from './good-case.ts'

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

type Change = Partial<Omit<TokenCase, 'trust' | 'request'>> & {
  trust?: Partial<TrustFile>
  request?: Partial<GateRequest>
}

type HeldList = TrustFile['status_lists'][string]

export type CaseWriter = ReturnType<typeof caseWriter>

/** Writes cases around one good token, with keys made for this run; each says only how it differs from the good one. */
export function caseWriter(at: Date) {
  const now = Math.floor(secondsOf(at))
  const today = startOfDay(dayOf(at))
  const keys = caseKeys()

  const claims: Json = {
    iss: ISSUER,
    sub: SUBJECT,
    aud: NODE,
    iat: today,
    nbf: today,
    exp: today + 30 * 86_400,
    jti: '5b0e4d4e-6f0e-4a53-9d1a-0a4f3c1f2b11',
    status: { status_list: { idx: 42, uri: LIST } },
    consent: CONSENT,
  }
  const listClaims: Json = {
    iss: ISSUER,
    sub: LIST,
    iat: now - 20,
    exp: now + 86_400,
    ttl: LIST_TTL,
    status_list: statusListMember({ 41: 1, 43: 1 }),
  }
  const good = token()

  return { at, now, today, keys, claims, listClaims, good, token, listOf, held, trust, permitted, refused }

  function token(made: { header?: unknown; claims?: Json | string; key?: KeyObject } = {}): string {
    return forge({ header: HEADER, payload: made.claims ?? claims, key: keys.consent.privateKey, ...made })
  }

  /** The good status list with these changes, as the node holds it. */
  function listOf(change: Json): Pick<TrustFile, 'status_lists'> {
    return held({ token: listToken({ ...listClaims, ...change }) })
  }

  function listToken(payload: Json): string {
    return forge({ header: LIST_HEADER, payload, key: keys.list.privateKey })
  }

  function held(change: Partial<HeldList>): Pick<TrustFile, 'status_lists'> {
    const { iat } = listClaims
    const list = { token: listToken(listClaims), etag: null, fetched_at: now - 10, newest_iat: iat as number }
    return { status_lists: { [LIST]: { ...list, ...change } } }
  }

  function trust(): TrustFile {
    const { revoked, stranger, ...trusted } = keys
    const jwks = {
      keys: [...Object.values(trusted).map(({ publicJwk }) => publicJwk), { ...revoked.publicJwk, revoked: true }],
    }
    return { issuer: ISSUER, audience: NODE, synced_at: now - 10, jwks, ...held({}) }
  }

  function permitted(name: string, change: Change): TokenCase {
    return { ...changed(name, change), expected: 'permit' }
  }

  function refused(name: string, expected: Reason, change: Change): TokenCase {
    return { ...changed(name, change), expected }
  }

  function changed(name: string, { trust: newTrust, request, ...change }: Change): Omit<TokenCase, 'expected'> {
    return {
      name,
      token: good,
      at,
      freshness: 'ttl',
      ...change,
      trust: { ...trust(), ...newTrust },
      request: (request?.legal_basis === 'altruism' ? request : { ...REQUEST, ...request }) as GateRequest,
    }
  }
}
