import { encoded } from './issuer.ts'
import { GOOD, permitted, signatureOf, spliced, type TokenCase } from './token-case.ts'

/** Every `(r, n - s)` twin is a good signature too: a token is known by who issued it and its `jti`. */
export function twinSignature(): { original: TokenCase; twin: TokenCase } {
  const signature = signatureOf(GOOD)
  const s = BigInt(`0x${signature.subarray(32).toString('hex')}`)
  const twin = Buffer.from((P256_ORDER - s).toString(16).padStart(64, '0'), 'hex')
  const token = spliced(GOOD, 2, encoded(Buffer.concat([signature.subarray(0, 32), twin])))
  return { original: permitted('a signature', {}), twin: permitted('its twin', { token }) }
}

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
