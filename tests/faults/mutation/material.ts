import { trustFrom } from '#gate/home/trust-file.ts'
import { caseWriter } from '#gate/selftest/case-writer.ts'
import { forge, type IssuerInHand, madeKey } from '#gate/selftest/forge.ts'
import { type Json, REQUEST } from '#gate/selftest/good-case.ts'
import type { Trust } from '#gate/trust.ts'

export const AT = new Date('2026-09-15T10:00:00Z')
export { REQUEST }

/** What a forger has to work with: good documents of two keys, and every private key but those two. */
export type Material = {
  tokens: readonly GoodToken[]
  strangers: readonly IssuerInHand[]
  /** What is known of the two good keys: the public halves. */
  publicKeys: readonly Json[]
  trust: Trust
  /** As the portal would, for what is wrong inside of a good signature. */
  sign(payload: unknown): string
}

export type GoodToken = { text: string; header: Json; claims: Json }

/** Consent tokens that are good for `REQUEST`, made anew for each thread. */
export function consentTokens(): Promise<Material> {
  const { claims } = caseWriter(AT)
  return materialOf(
    'consent+jwt',
    ['one', 'two', 'three'].map((name) => ({ ...claims, sub: `subject-${name}`, jti: `token-${name}` })),
  )
}

/** Documents of one type with these claims, each signed by both keys of that type. */
export async function materialOf(typ: string, documents: readonly Json[]): Promise<Material> {
  const { keys, trust } = caseWriter(AT)
  const own = [madeKey(typ, 'own-1'), madeKey(typ, 'own-2')] as const
  const { revoked, stranger, ...trusted } = keys
  const ofOtherTypes = Object.values(trusted).filter(({ publicJwk }) => publicJwk.accord_typ !== typ)
  const file = trust()
  const jwks = { ...file.jwks, keys: [...file.jwks.keys, ...own.map(({ publicJwk }) => publicJwk)] }
  const signedBy = (key: IssuerInHand, payload: unknown) =>
    forge({ header: headerOf(key, typ), payload, key: key.privateKey })
  return {
    tokens: own.flatMap((key) =>
      documents.map((claims) => ({ text: signedBy(key, claims), header: headerOf(key, typ), claims })),
    ),
    strangers: [...ofOtherTypes, revoked, stranger],
    publicKeys: own.map(({ publicJwk }) => publicJwk),
    trust: await trustFrom({ ...file, jwks }, 'ttl'),
    sign: (payload) => signedBy(own[0], payload),
  }
}

function headerOf({ kid }: IssuerInHand, typ: string): Json {
  return { alg: 'ES256', kid, typ }
}
