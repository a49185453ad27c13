import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { deflateSync } from 'node:zlib'

/** A portal's keys as a test holds them: it can sign anything, also what no portal would. */
export type TestKey = { kid: string; privateKey: KeyObject; publicJwk: Record<string, unknown> }

export function testKey(accord_typ: string, kid: string = randomUUID()): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  return { kid, privateKey, publicJwk: { ...jwk, kid, alg: 'ES256', use: 'sig', accord_typ } }
}

export type Forgery = { header: unknown; payload: unknown; key: KeyObject }

/** Signs exactly this text or JSON. */
export function forge({ header, payload, key }: Forgery): string {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/** The old trick: a public key used as the secret of a MAC. */
export function forgeHs256(header: unknown, payload: unknown, secret: string | Buffer): string {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

export function encoded(part: unknown): string {
  const bytes = part instanceof Uint8Array || typeof part === 'string' ? part : JSON.stringify(part)
  return Buffer.from(bytes as string).toString('base64url')
}

/** A `status_list` member with these statuses in an otherwise valid list. */
export function statusListMember(statuses: Record<number, number> = {}, bits = 1, size = 2 ** 10) {
  const entries = new Uint8Array((size * bits) / 8)
  for (const [index, status] of Object.entries(statuses)) {
    const position = Number(index) * bits
    entries[position >> 3] = (entries[position >> 3] ?? 0) | (status << (position & 7))
  }
  return { bits, lst: deflateSync(entries).toString('base64url') }
}
