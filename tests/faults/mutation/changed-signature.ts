import { encoded, signatureOf, spliced } from '#gate/selftest/forge.ts'
import type { Mutation } from './mutations.ts'
import type { Random } from './seeded.ts'

/** The order of P-256. */
export const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** Another signature under the same header and claims; never the twin (r, n - s), which is a good one. */
export const changedSignature: Mutation = ({ text }, random) => {
  const signature = signatureOf(text)
  return spliced(text, 2, encoded(random.pick(SIGNATURES)(numbersOf(signature), random, signature)))
}

type Numbers = { r: bigint; s: bigint }

const SIGNATURES: ((numbers: Numbers, random: Random, signature: Buffer) => Uint8Array)[] = [
  ({ r, s }, random) => written(random.pick([0n, 1n, s, ORDER, ORDER - 1n, ORDER - r, r + 1n, 2n ** 256n - 1n]), s),
  ({ r, s }, random) =>
    written(r, random.pick([0n, 1n, r, ORDER, ORDER - 1n, s + 1n, (s * 2n) % ORDER, 2n ** 256n - 1n])),
  ({ r, s }) => written(s, r),
  ({ r, s }) => written(ORDER - r, ORDER - s),
  (_, random) => random.pick([written(0n, 0n), written(ORDER, ORDER), written(1n, 1n)]),
  ({ r, s }) => der(r, s),
  (_, random, signature) => signature.subarray(0, random.below(64)),
  (_, random, signature) => Buffer.concat([signature, random.bytes(1 + random.below(64))]),
  (_, random, signature) => Buffer.concat([Buffer.alloc(1 + random.below(4)), signature]),
  (_, __, signature) => Buffer.from(signature).reverse(),
  (_, random) => random.bytes(random.below(3) ? 64 : random.below(200)),
]

/** The twin: the same token for everybody who can tell tokens apart, by (`iss`, `jti`). */
export function twinOf(text: string): string {
  const { r, s } = numbersOf(signatureOf(text))
  return spliced(text, 2, encoded(written(r, ORDER - s)))
}

function numbersOf(signature: Buffer): Numbers {
  const number = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`)
  return { r: number(signature.subarray(0, 32)), s: number(signature.subarray(32)) }
}

function written(r: bigint, s: bigint): Buffer {
  return Buffer.from([r, s].map((number) => number.toString(16).padStart(64, '0').slice(-64)).join(''), 'hex')
}

/** As X.509 writes it (SEQUENCE of two INTEGERs), which a JWS does not. */
function der(r: bigint, s: bigint): Buffer {
  const integers = [r, s].map((number) => {
    const hex = number.toString(16)
    const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
    const positive = (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes
    return Buffer.concat([Buffer.from([2, positive.length]), positive])
  })
  const body = Buffer.concat(integers)
  return Buffer.concat([Buffer.from([0x30, body.length]), body])
}
