import { createHash } from 'node:crypto'
import { CompactSign } from 'jose'
import { newStoredKey, publicJwkOf, signingKeyFrom } from '#app/crypto/keyring.server.ts'
import { fileDigest, withSeal } from '#app/crypto/receipt-seal.server.ts'
import { RECEIPT_TYPE } from '#app/domain/receipt/seal.ts'
import type { IssuerKeySet } from '#gate/trust.ts'

/** A receipt's file as somebody hands it in, and what has to be said of it. */
export type ReceiptCase = { name: string; file: Buffer; expected: string }

export const ISSUER = 'https://accord.example'
export const SEALED_AT = new Date('2026-09-15T10:00:00Z')

const UNSEALED: Record<string, Buffer> = {
  'a JSON-LD file': Buffer.from('{\n  "record_id": "r-1",\n  "language": "uk — Ґ",\n  "seal": "accord-seal:"\n}\n'),
  'a FHIR file': Buffer.from('{"resourceType":"Consent","extension":[{"valueString":"accord-seal:"}]}'),
  'a PDF': Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    Buffer.from([0xff, 0, 0x80]),
    Buffer.from('%%EOF\n%accord-seal:\n'),
  ]),
}

const keys = {
  receipt: await newStoredKey(RECEIPT_TYPE),
  taken: await newStoredKey(RECEIPT_TYPE),
  stranger: await newStoredKey(RECEIPT_TYPE),
  consent: await newStoredKey('consent+jwt'),
}

/** What the portal publishes: its keys, one of them taken back. */
export const KEY_SET: IssuerKeySet = {
  keys: [keys.receipt, keys.taken, keys.consent].map(publicJwkOf),
  revoked_kids: [keys.taken.jwk.kid],
}

type Sealing = { key?: keyof typeof keys; typ?: string; claims?: Record<string, unknown> }

/** `undefined` among the claims leaves one out. */
export async function sealed(unsealed: Buffer, { key = 'receipt', typ = RECEIPT_TYPE, claims = {} }: Sealing = {}) {
  const { kid, private: privateKey } = await signingKeyFrom(keys[key])
  const said = {
    iss: ISSUER,
    iat: SEALED_AT.getTime() / 1000,
    jti: 'r-1',
    record: createHash('sha256').update('record').digest('base64url'),
    file: fileDigest(unsealed),
    ...claims,
  }
  const seal = await new CompactSign(new TextEncoder().encode(JSON.stringify(said)))
    .setProtectedHeader({ alg: 'ES256', kid, typ })
    .sign(privateKey)
  return withSeal(unsealed, seal)
}

/** Good receipts of each form, each byte of one changed, and every other way in which a file can be no receipt. */
export async function receiptCases(): Promise<ReceiptCase[]> {
  const [jsonLd = Buffer.alloc(0)] = Object.values(UNSEALED)
  const good = await sealed(jsonLd)
  const from = (sealing: Sealing) => sealed(jsonLd, sealing)
  return [
    ...(await Promise.all(
      Object.entries(UNSEALED).map(async ([name, file]) => {
        return { name, file: await sealed(file), expected: 'genuine' }
      }),
    )),
    ...['"r-1"', 'language', '\n}', 'Ґ'].map((text) => {
      return {
        name: `a changed byte at ${JSON.stringify(text)}`,
        file: changed(good, text),
        expected: 'content-changed',
      }
    }),
    { name: 'a byte more', file: Buffer.concat([good, Buffer.from(' ')]), expected: 'content-changed' },
    { name: 'a byte less', file: good.subarray(0, -1), expected: 'content-changed' },
    { name: 'a file without a seal', file: Buffer.from('{"record_id":"r-1"}'), expected: 'seal-missing' },
    { name: 'an empty place for a seal', file: jsonLd, expected: 'seal-missing' },
    {
      name: 'a file too large to be one',
      file: Buffer.concat([good, Buffer.alloc(2 ** 23)]),
      expected: 'receipt-too-large',
    },
    { name: 'another seal after it', file: Buffer.concat([good, seal(good)]), expected: 'content-changed' },
    {
      name: 'the seal of another receipt',
      file: withSeal(jsonLd, text(await sealed(changed(jsonLd, 'r-1')))),
      expected: 'content-changed',
    },
    { name: 'a seal with a changed letter', file: changed(good, 'accord-seal:ey', 13), expected: 'token-malformed' },
    {
      name: 'a seal cut short',
      file: Buffer.from(String(good).replace(/\.[\w-]+"/, '"')),
      expected: 'token-malformed',
    },
    { name: 'a key that the portal took back', file: await from({ key: 'taken' }), expected: 'key-revoked' },
    { name: 'a key of somebody else', file: await from({ key: 'stranger' }), expected: 'key-unknown' },
    { name: 'a key for consent tokens', file: await from({ key: 'consent' }), expected: 'key-wrong-purpose' },
    {
      name: 'a consent token in its place',
      file: await from({ key: 'consent', typ: 'consent+jwt' }),
      expected: 'header-not-allowed',
    },
    {
      name: 'another portal',
      file: await from({ claims: { iss: 'https://other.example' } }),
      expected: 'issuer-wrong',
    },
    {
      name: 'a seal from tomorrow',
      file: await from({ claims: { iat: SEALED_AT.getTime() / 1000 + 86_400 } }),
      expected: 'not-yet-valid',
    },
    {
      name: 'a printed seal, which covers no file',
      file: await from({ claims: { file: undefined } }),
      expected: 'claim-missing',
    },
    {
      name: 'a seal that names no record',
      file: await from({ claims: { record: undefined } }),
      expected: 'claim-missing',
    },
    { name: 'a digest that is none', file: await from({ claims: { record: 'x' } }), expected: 'claim-invalid' },
  ]
}

function changed(file: Buffer, text: string, after = 0): Buffer {
  const copy = Buffer.from(file)
  const at = copy.indexOf(text) + after
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

function text(file: Buffer): string {
  return /accord-seal:([\w.-]+)/.exec(file.toString('latin1'))?.[1] ?? ''
}

function seal(file: Buffer): Buffer {
  return Buffer.from(`accord-seal:${text(file)}`)
}
