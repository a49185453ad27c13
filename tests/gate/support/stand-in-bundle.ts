import { createHash } from 'node:crypto'
import { forge, type IssuerInHand, statusListMember } from '#gate/selftest/forge.ts'

type Json = Record<string, unknown>
export type Issued = { subject: string; consent_token: string; expires_at: string }

/** What a bundle of the stand-in says, where nothing makes it misbehave. */
export type BundleFacts = {
  issuer: string
  audience: string
  now: number
  keys: Json[]
  revokedKids: string[]
  /** Lists by address. */
  lists: Record<string, string>
  issued: readonly Issued[]
  pageSize: number
  since: string | null
}

type Named = { upTo: number; lists: Record<string, string>; at: number; number: number }

let bundles = 0

/** The claims of a whole bundle, or of what came since the one that `since` names. */
export function bundleClaimsOf(facts: BundleFacts): Json {
  const { issuer, audience, now, keys, revokedKids, lists, issued, pageSize } = facts
  const base = facts.since === null ? null : named(facts.since)
  const tokens = issued.slice(base?.upTo ?? 0, (base?.upTo ?? 0) + pageSize)
  const upTo = (base?.upTo ?? 0) + tokens.length
  bundles += 1
  return {
    iss: issuer,
    aud: audience,
    jti: nameOf({ upTo, lists: digestsOf(lists), at: now, number: bundles }),
    iat: now,
    exp: now + 86_400,
    version: 1,
    base: base && facts.since,
    more: upTo < issued.length,
    policy: { ttl: 60, offline: 86_400, clock_skew: 60 },
    keys,
    revoked_kids: revokedKids,
    status_lists: Object.fromEntries(
      Object.entries(lists).filter(([uri, list]) => base?.lists[uri] !== digestOf(list)),
    ),
    consent_tokens: [{ legal_basis: 'consent', programme: 'lung', tokens }],
  }
}

export function signedBundle(claims: unknown, { kid, privateKey }: Pick<IssuerInHand, 'kid' | 'privateKey'>): string {
  return forge({ header: { alg: 'ES256', kid, typ: 'bundle+jwt' }, payload: claims, key: privateKey })
}

/** A list as the portal publishes it: signed anew only when it changed, or when half its `ttl` is over. */
export function signedList(
  statuses: Record<number, number>,
  claims: { iss: string; sub: string; iat: number; exp: number; ttl: number },
  { kid, privateKey }: IssuerInHand,
): string {
  const payload = { ...claims, status_list: statusListMember(statuses) }
  return forge({ header: { alg: 'ES256', kid, typ: 'statuslist+jwt' }, payload, key: privateKey })
}

function digestsOf(lists: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(lists).map(([uri, list]) => [uri, digestOf(list)]))
}

function digestOf(list: string): string {
  return createHash('sha256').update(list).digest('base64url').slice(0, 12)
}

function nameOf(what: Named): string {
  return Buffer.from(JSON.stringify(what)).toString('base64url')
}

function named(name: string): Named | null {
  try {
    return JSON.parse(Buffer.from(name, 'base64url').toString()) as Named
  } catch {
    return null
  }
}
