import { caseWriter, type TokenCase } from '#gate/selftest/case-writer.ts'
import { encoded, signatureOf, spliced } from '#gate/selftest/forge.ts'
import { AT } from './token-case.ts'

/** Every `(r, n - s)` twin is a good signature too: a token is known by who issued it and its `jti`. */
export function twinSignature(): { original: TokenCase; twin: TokenCase } {
  const { good, permitted } = caseWriter(AT)
  const signature = signatureOf(good)
  const s = BigInt(`0x${signature.subarray(32).toString('hex')}`)
  const twin = Buffer.from((P256_ORDER - s).toString(16).padStart(64, '0'), 'hex')
  const token = spliced(good, 2, encoded(Buffer.concat([signature.subarray(0, 32), twin])))
  return { original: permitted('a signature', {}), twin: permitted('its twin', { token }) }
}

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
