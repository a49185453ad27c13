import { encoded, forge, spliced } from '#gate/selftest/forge.ts'
import type { Json } from '#gate/selftest/good-case.ts'
import type { Mutation } from './mutations.ts'
import type { Random } from './seeded.ts'

/** Claims that somebody would rather have: under the old signature, or signed with a key that is not for them. */
export const changedClaims: Mutation = ({ text, header, claims }, random, { strangers }) => {
  const payload = random.below(4) === 0 ? claims : otherClaims(claims, random)
  const signer = random.pick(strangers)
  return random.pick<() => string>([
    () => spliced(text, 1, encoded(payload)),
    () => forge({ header, payload, key: signer.privateKey }),
    () => forge({ header: { ...header, kid: signer.kid }, payload, key: signer.privateKey }),
    () =>
      forge({
        header: { ...header, kid: signer.kid, typ: signer.publicJwk.accord_typ },
        payload,
        key: signer.privateKey,
      }),
  ])()
}

function otherClaims(claims: Json, random: Random): Json {
  return random.pick<() => Json>([
    () => ({ ...claims, sub: `subject-${random.bytes(6).toString('hex')}` }),
    () => ({ ...claims, aud: random.pick(['node-porto', '*', ['node-ljubljana'], '']) }),
    () => ({ ...claims, exp: Number(claims.exp) + random.below(10 ** 6) + 1 }),
    () => ({ ...claims, nbf: 0, iat: 0 }),
    () => ({ ...claims, jti: random.bytes(8).toString('hex') }),
    () => ({
      ...claims,
      status: { status_list: { idx: random.below(2 ** 20), uri: 'https://accord.example/status-lists/7' } },
    }),
    () => ({ ...claims, consent: { ...(claims.consent as Json), programme: random.pick(['lung', 'breast', '*']) } }),
    () => ({ ...claims, consent: { ...(claims.consent as Json), provisions: [] } }),
    () => ({ ...claims, [random.bytes(3).toString('hex')]: random.below(100) }),
  ])()
}
