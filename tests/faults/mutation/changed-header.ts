import { createSecretKey, type KeyObject } from 'node:crypto'
import { encoded, forge, forgeEs384, forgeHs256, spliced } from '#gate/selftest/forge.ts'
import type { Json } from '#gate/selftest/good-case.ts'
import type { GoodToken, Material } from './material.ts'
import type { Mutation } from './mutations.ts'
import type { Random } from './seeded.ts'

const ALGORITHMS = [
  'none',
  'None',
  'HS256',
  'HS512',
  'ES384',
  'ES512',
  'ES256K',
  'RS256',
  'PS256',
  'EdDSA',
  '',
  'es256',
  0,
  null,
]
const KIDS = [
  '',
  'consent-3',
  'list-1',
  'consent-0',
  'decision-1',
  '../own-1',
  '/dev/null',
  'own-1\0',
  "' or 1=1",
  1,
  null,
]
const TYPES = [
  'JWT',
  'jwt',
  'at+jwt',
  'statuslist+jwt',
  'decision+jwt',
  'secevent+jwt',
  'CONSENT+JWT',
  'application/consent+jwt',
  '',
  null,
]

/** A header that says something else: under the old signature, or signed by whoever it would like to be believed. */
export const changedHeader: Mutation = (good, random, material) => {
  const header = otherHeader(good.header, random, material)
  const { text, claims } = good
  return random.pick<() => string>([
    () => spliced(text, 0, encoded(header)),
    () => spliced(spliced(text, 0, encoded(header)), 2, ''),
    () => forge({ header, payload: claims, key: random.pick(material.strangers).privateKey }),
    () => forgeHs256(header, claims, publicKeyAsSecret(random, material)),
    () => spliced(text, 0, encoded(saidTwice(good, random))),
    () => forge({ header: saidTwice(good, random), payload: claims, key: strangerKey(random, material) }),
    () => (random.below(2) ? forgeEs384 : forgeHs384)(header, claims, strangerKey(random, material)),
  ])()
}

function otherHeader(header: Json, random: Random, { strangers, publicKeys }: Material): Json {
  const jwk = random.pick([...strangers.map(({ publicJwk }) => publicJwk), ...publicKeys])
  return random.pick<() => Json>([
    () => ({ ...header, alg: random.pick(ALGORITHMS) }),
    () => ({ ...header, kid: random.pick(KIDS) }),
    () => ({ ...header, typ: random.pick(TYPES) }),
    () => ({ ...header, jwk }),
    () => ({ ...header, jku: 'https://accord.example/.well-known/jwks.json' }),
    () => ({ ...header, x5c: [random.bytes(24).toString('base64')], x5u: 'https://accord.example/cert' }),
    () => ({ ...header, crit: ['exp'], exp: 2 ** 31 }),
    () => ({ ...header, b64: random.below(2) === 0, crit: ['b64'] }),
    () => ({ ...header, zip: 'DEF' }),
    () => ({ ...header, [random.bytes(4).toString('hex')]: random.below(9) }),
    () => Object.fromEntries(Object.entries(header).filter(([name]) => name !== random.pick(['alg', 'kid', 'typ']))),
    () => ({ alg: random.pick(ALGORITHMS), kid: random.pick(KIDS), typ: random.pick(TYPES) }),
  ])()
}

/** The same member twice: two readers may each believe another of them. */
function saidTwice({ header }: GoodToken, random: Random): string {
  const name = random.pick(['alg', 'kid', 'typ'])
  const other = { alg: 'none', kid: 'consent-0', typ: 'JWT' }[name]
  const [first, last] = random.below(2) ? [header[name], other] : [other, header[name]]
  const rest = Object.entries(header).filter(([member]) => member !== name)
  const members = [[name, first], ...rest, [name, last]].map(
    ([member, value]) => `"${member}":${JSON.stringify(value)}`,
  )
  return `{${members.join(',')}}`
}

function publicKeyAsSecret(random: Random, { publicKeys }: Material): Buffer {
  const { x, y } = random.pick(publicKeys) as { x: string; y: string }
  return Buffer.concat([x, y].map((coordinate) => Buffer.from(coordinate, 'base64url')))
}

function strangerKey(random: Random, { strangers }: Material): KeyObject {
  return random.pick(strangers).privateKey
}

function forgeHs384(header: unknown, payload: unknown, key: KeyObject): string {
  const secret = createSecretKey(key.export({ format: 'der', type: 'pkcs8' }))
  return forgeHs256(header, payload, secret.export())
}
