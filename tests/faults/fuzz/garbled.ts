import { deflateSync } from 'node:zlib'
import type { Json } from '#gate/selftest/good-case.ts'
import type { Random } from '../mutation/seeded.ts'

/** What a portal that has gone wrong might sign: the claims with one to three places of them otherwise, or no claims at all. */
export function garbled(claims: Json, random: Random): unknown {
  if (random.below(8) === 0) return notClaims(claims, random)
  let changed: Json = claims
  for (let times = 1 + random.below(3); times > 0; times--) changed = changedMembers(changed, random)
  return changed
}

/** Walks down by chance, and changes what it comes to. */
function changedSomewhere(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.below(4) === 0) return odd(random)
  return Array.isArray(value) ? changedList(value, random) : changedMembers(value as Json, random)
}

function changedMembers(value: Json, random: Random): Json {
  const names = Object.keys(value)
  if (names.length === 0 || random.below(6) === 0) return { ...value, [random.pick(ODD_NAMES)]: odd(random) }
  const name = random.pick(names)
  const { [name]: child, ...rest } = value
  return random.below(8) === 0 ? rest : { ...rest, [name]: changedSomewhere(child, random) }
}

function changedList(list: unknown[], random: Random): unknown[] {
  if (list.length === 0 || random.below(4) === 0) return [...list, odd(random)]
  const place = random.below(list.length)
  return random.below(4) === 0 ? [...list, list[place]] : list.with(place, changedSomewhere(list[place], random))
}

const ODD_NAMES = ['', '__proto__', 'constructor', 'toString', 'length', 'exp', 'x'.repeat(300), '\0', '\ud800']

function odd(random: Random): unknown {
  return random.pick<() => unknown>([
    () => null,
    () => random.below(2) === 0,
    () => random.pick([0, -0, -1, 1.5, 7, 2 ** 31, 2 ** 53, 1e308, -1e308]),
    () =>
      random.pick(['', ' ', '0', 'null', '\0', '\ud800', '2026-02-30', 'https://elsewhere.example', 'x'.repeat(5000)]),
    () => random.pick([[], [[]], {}, { a: { b: {} } }, [null]]),
    () => nested(random.below(20)),
    () => random.bytes(random.below(60)).toString('base64url'),
    () => deflateSync(random.bytes(random.below(60))).toString('base64url'),
    () => BOMB,
  ])()
}

function nested(depth: number): unknown {
  return depth === 0 ? [] : [nested(depth - 1)]
}

const BOMB = deflateSync(Buffer.alloc(8 * 2 ** 20)).toString('base64url')

/** Text that is signed but is not one JSON object said once. */
function notClaims(claims: Json, random: Random): string | Buffer {
  const text = JSON.stringify(claims)
  return random.pick<() => string | Buffer>([
    () => random.bytes(random.below(200)),
    () => text.slice(0, random.below(text.length)),
    () => `\ufeff${text}`,
    () => `${text}${text}`,
    () => `[${text}]`,
    () => text.replace('{', '{"iss":"https://elsewhere.example",'),
    () => text.replace('}', ',}'),
    () => '['.repeat(random.below(1500)),
    () => `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`,
    () => JSON.stringify(random.pick([null, 1, 'x', []])),
    () => Buffer.concat([Buffer.from(text.slice(0, 20)), Buffer.from([0xff, 0xfe]), Buffer.from(text.slice(20))]),
  ])()
}
