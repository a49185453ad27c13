import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { thumbprintOf } from '#gate/anchors.ts'
import { type Gathered, withBundle } from '#gate/bundle/gathered.ts'
import { verifiedBundle } from '#gate/bundle/verified-bundle.ts'
import { Failure } from '#gate/failure.ts'
import { caseWriter } from '#gate/selftest/case-writer.ts'
import { forge, madeKey } from '#gate/selftest/forge.ts'
import { ISSUER, LIST, LIST_HEADER, NODE } from '#gate/selftest/good-case.ts'
import { bundleClaimsOf, signedBundle } from './support/stand-in-bundle.ts'

/** Bundles that nobody foresaw: whatever they are, they are refused by a code, and what is held stays. */

const RUNS = 1500
const AT = new Date('2026-09-15T10:00:00Z')
const { keys, good, listClaims } = caseWriter(AT)
const anchor = madeKey('bundle+jwt')
const stranger = madeKey('bundle+jwt')
const claims = bundleClaimsOf({
  ...{ issuer: ISSUER, audience: NODE, now: AT.getTime() / 1000, revokedKids: [], since: null, pageSize: 9 },
  keys: [keys.consent.publicJwk, keys.list.publicJwk, anchor.publicJwk],
  lists: { [LIST]: forge({ header: LIST_HEADER, payload: listClaims, key: keys.list.privateKey }) },
  issued: [{ subject: 'a-subject-of-this-node', consent_token: good, expires_at: '2026-10-15T00:00:00.000Z' }],
})
const bundle = signedBundle(claims, anchor)

/** What the gate makes of it: what it would hold, or the code of its refusal; anything else is thrown on. */
async function taken(jws: string): Promise<Gathered | string> {
  try {
    const anchors = [await thumbprintOf(anchor.publicJwk)]
    const verified = await verifiedBundle(jws, { issuer: ISSUER, audience: NODE, anchors, revokedKids: [] }, AT)
    return await withBundle(null, null, verified, { dated: AT.getTime() / 1000, at: AT })
  } catch (error) {
    if (error instanceof Failure && error.detail.reason !== 'verification-failed') return error.code
    throw error
  }
}

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const characters = fc.string({ unit: fc.constantFrom(...'AZaz09-_.=+/ \n{}"'), maxLength: 12 })

/** The text with something else at one place of it. */
const misspelt = fc.tuple(place, fc.nat(12), characters).map(([where, length, instead]) => {
  const start = Math.floor(where * bundle.length)
  return bundle.slice(0, start) + instead + bundle.slice(start + length)
})

/** One bit of one part is another, and everything is spelt as it should be. */
const flipped = fc.tuple(fc.nat(2), place, fc.nat(7)).map(([part, where, bit]) => {
  const bytes = Buffer.from(bundle.split('.')[part] ?? '', 'base64url')
  const index = Math.floor(where * bytes.length)
  bytes[index] = (bytes[index] ?? 0) ^ (1 << bit)
  return bundle.split('.').with(part, bytes.toString('base64url')).join('.')
})

const member = fc.constantFrom(...Object.keys(claims))
const changed = fc.dictionary(fc.oneof(member, fc.constant('__proto__'), fc.string()), fc.jsonValue({ maxDepth: 4 }), {
  minKeys: 1,
  maxKeys: 4,
})

/** A key among the others that is nearly one. */
const oddKey = fc
  .tuple(
    fc.constantFrom(...(claims.keys as object[])),
    fc.dictionary(
      fc.constantFrom('kid', 'x', 'y', 'kty', 'crv', 'accord_typ', 'revoked'),
      fc.jsonValue({ maxDepth: 1 }),
    ),
  )
  .map(([key, changes]) => ({ ...key, ...changes }))

describe('a bundle', () => {
  test('that is as it should be is taken', async () => {
    expect(await taken(bundle)).toMatchObject({ more: false, received: [{ all: true, tokens: [{}] }] })
  })

  test('that differs anywhere from what was signed is refused by a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(misspelt, flipped, fc.string(), fc.base64String()), async (jws) => {
        fc.pre(jws !== bundle)
        expect(await taken(jws)).toBeTypeOf('string')
      }),
      { numRuns: RUNS },
    )
  })

  test('that somebody else signed is refused, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(changed, fc.boolean(), async (changes, sameName) => {
        const forged = { ...claims, keys: [...(claims.keys as object[]), stranger.publicJwk], ...changes }
        const key = sameName ? { ...stranger, kid: anchor.kid } : stranger
        expect(await taken(signedBundle(forged, key))).toBeTypeOf('string')
      }),
      { numRuns: RUNS / 5 },
    )
  })

  test('that the portal signed in error is taken or refused by a code, and taken only for this node', async () => {
    await fc.assert(
      fc.asyncProperty(changed, fc.array(oddKey, { maxLength: 2 }), async (changes, odd) => {
        const said: Record<string, unknown> = { ...claims, keys: [...(claims.keys as object[]), ...odd], ...changes }
        const result = await taken(signedBundle(said, anchor))
        if (typeof result === 'string') return
        expect(result.trust).toMatchObject({ issuer: ISSUER, audience: NODE })
        expect([said.iss, said.aud, said.version]).toEqual([ISSUER, NODE, 1])
        expect(Object.getPrototypeOf(result.trust.status_lists)).toBe(Object.prototype)
      }),
      { numRuns: RUNS },
    )
  })
})
