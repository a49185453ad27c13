import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { deflateSync } from 'node:zlib'

/** A portal's key in somebody else's hand: it can sign anything, also what no portal would. */
export type IssuerInHand = { kid: string; privateKey: KeyObject; publicJwk: Record<string, unknown> }

/** A new key pair for one purpose. */
export function madeKey(
  accord_typ: string,
  kid: string = randomUUID(),
  namedCurve: 'P-256' | 'P-384' = 'P-256',
): IssuerInHand {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
  const alg = namedCurve === 'P-256' ? 'ES256' : 'ES384'
  const jwk = publicKey.export({ format: 'jwk' })
  return { kid, privateKey, publicJwk: { ...jwk, kid, alg, use: 'sig', accord_typ } }
}

export type Forgery = { header: unknown; payload: unknown; key: KeyObject }

/** Signs exactly this text or JSON. */
export function forge({ header, payload, key }: Forgery): string {
  return signed('sha256', header, payload, key)
}

/** A good signature of the wrong kind. */
export function forgeEs384(header: unknown, payload: unknown, key: KeyObject): string {
  return signed('sha384', header, payload, key)
}

function signed(digest: string, header: unknown, payload: unknown, key: KeyObject): string {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${sign(digest, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/** The old trick: a public key used as the secret of a MAC. */
export function forgeHs256(header: unknown, payload: unknown, secret: string | Buffer): string {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

/** The base64url of these bytes, this text, or this value as JSON. */
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

/** A compact JWS with one of its parts replaced. */
export function spliced(original: string, index: number, part: string): string {
  return original.split('.').with(index, part).join('.')
}

export function signatureOf(original: string): Buffer {
  return Buffer.from(original.split('.')[2] ?? '', 'base64url')
}
