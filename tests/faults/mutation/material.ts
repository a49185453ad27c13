import { trustFrom } from '#gate/home/trust-file.ts'
import { caseWriter } from '#gate/selftest/case-writer.ts'
import { forge, type IssuerInHand, madeKey } from '#gate/selftest/forge.ts'
import { HEADER, type Json, REQUEST } from '#gate/selftest/good-case.ts'
import type { Trust } from '#gate/trust.ts'

export const AT = new Date('2026-09-15T10:00:00Z')
export { REQUEST }

/** What a forger has to work with: good tokens of two keys, and every private key but those two. */
export type Material = {
  tokens: readonly GoodToken[]
  strangers: readonly IssuerInHand[]
  /** What is known of the two good keys: the public halves. */
  publicKeys: readonly Json[]
  trust: Trust
}

export type GoodToken = { text: string; header: Json; claims: Json; jti: string }

/** Made anew for each thread. */
export async function newMaterial(): Promise<Material> {
  const { claims, keys, trust } = caseWriter(AT)
  const { consent, ...others } = keys
  const second = madeKey('consent+jwt', 'consent-2')
  const file = trust()
  const jwks = { ...file.jwks, keys: [...file.jwks.keys, second.publicJwk] }
  const tokens = [consent, second].flatMap((key) =>
    ['one', 'two', 'three'].map((name): GoodToken => {
      const header = { ...HEADER, kid: key.kid }
      const own = { ...claims, sub: `subject-of-${key.kid}-${name}`, jti: `${key.kid}-${name}` }
      return { text: forge({ header, payload: own, key: key.privateKey }), header, claims: own, jti: own.jti }
    }),
  )
  return {
    tokens,
    strangers: Object.values(others),
    publicKeys: [consent.publicJwk, second.publicJwk],
    trust: await trustFrom({ ...file, jwks }, 'ttl'),
  }
}
