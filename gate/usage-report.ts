import { createHash } from 'node:crypto'
import { CompactSign, decodeJwt, importJWK } from 'jose'
import { secondsOf } from './clock-skew.ts'
import type { Config, NodeKey } from './home/gate-home.ts'

export const USAGE_REPORT_TYPE = 'usage-report+jwt'

/** What a node did, or was kept from doing. */
export type Usage = {
  data_use: string
  operation: string
  tool: { name: string; version: string }
  outcome: 'used' | 'denied'
  subjects: string[]
}

/** A usage report that the portal can hold against this node: signed, numbered, dated. */
export function signedUsageReport(usage: Usage, node: Reporter, { seq, jti, at }: Numbered): Promise<string> {
  const iat = Math.floor(secondsOf(at))
  return signed({ iss: node.config.client_id, aud: node.config.portal, iat, jti, seq, at: iat, ...usage }, node)
}

/** The same report under another number. */
export function renumbered(jws: string, node: Reporter, { seq, jti, at }: Numbered): Promise<string> {
  return signed({ ...decodeJwt(jws), iat: Math.floor(secondsOf(at)), jti, seq }, node)
}

type Reporter = { config: Config; key: NodeKey }
type Numbered = { seq: number; jti: string; at: Date }

async function signed(claims: object, { key }: Reporter): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES384', kid: key.kid, typ: USAGE_REPORT_TYPE })
    .sign(await importJWK(key, 'ES384'))
}

/** By this a report that is asked for again is known as the one still on its way. */
export function usageDigest({ data_use, operation, tool, outcome, subjects }: Usage): string {
  const text = JSON.stringify([data_use, operation, tool.name, tool.version, outcome, subjects.toSorted()])
  return createHash('sha256').update(text).digest('base64url')
}
