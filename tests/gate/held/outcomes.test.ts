import { describe, expect, test } from 'vitest'
import { caseWriter } from '#gate/selftest/case-writer.ts'
import { SUBJECT } from '#gate/selftest/good-case.ts'
import { heldHome, stored } from '../support/held-home.ts'
import { AT, casesOfContent, casesOfSignature } from '../support/token-case.ts'
import { twinSignature } from '../support/twin-signature.ts'

const cases = [...casesOfSignature, ...casesOfContent, twinSignature().twin]
/** A store has no lines of 10 MB. */
const storable = cases.filter(({ token }) => token.length < 60_000)

describe('a check decides about a token that it holds as about any token', () => {
  test.each(storable)('$name ($expected)', async ({ token, trust, request, at, freshness, expected }) => {
    const home = await heldHome(trust, request)
    await home.write([stored(SUBJECT, token)])
    const asked = { trust, request, at, freshness }

    expect(await home.outcomes([SUBJECT], asked), 'the first time').toEqual([expected])
    expect(await home.outcomes([SUBJECT], asked), 'by what it remembers').toEqual([expected])
  })
})

describe('a check of a thousand people, on all cores', () => {
  const { claims, token, keys, trust } = caseWriter(AT)
  const people = Array.from({ length: 1000 }, (_, number) => `person-${number}-7f3kq9x2m4w8`)
  /** Every tenth token is signed by a stranger, every eleventh is another person's. */
  const tokens = people.map((sub, number) => {
    const key = number % 10 === 0 ? keys.stranger.privateKey : keys.consent.privateKey
    return stored(sub, token({ key, claims: { ...claims, sub: number % 11 === 1 ? 'somebody-else-0001' : sub } }))
  })
  const expected = people.map((_, number) =>
    number % 10 === 0 ? 'signature-invalid' : number % 11 === 1 ? 'subject-wrong' : 'permit',
  )

  test('permits each of them for themselves, in whatever order they stand', async () => {
    const home = await heldHome(trust())
    await home.write(tokens)
    expect(await home.outcomes(people)).toEqual(expected)
    expect(await home.outcomes(people.toReversed())).toEqual(expected.toReversed())
    expect(await home.outcomes([...people, ...people, 'nobody-7f3kq9x2m4w8'])).toEqual([
      ...expected,
      ...expected,
      'no-token',
    ])
  })

  test('knows nobody by half a name, by a name in other letters, or by no name', async () => {
    const home = await heldHome(trust())
    await home.write([...tokens, stored('č-7f3kq9x2m4w8', token({ claims: { ...claims, sub: 'č-7f3kq9x2m4w8' } }))])
    expect(await home.outcomes(['person-2', 'PERSON-2-7F3KQ9X2M4W8', '', `${people[2]} `, `${people[2]}\0`])).toEqual(
      Array(5).fill('no-token'),
    )
    expect(await home.outcomes(['č-7f3kq9x2m4w8', 'c-7f3kq9x2m4w8', '\ud800-7f3kq9x2m4w8', 'x'.repeat(9999)])).toEqual([
      'permit',
      'no-token',
      'no-token',
      'no-token',
    ])
  })
})

test('where a person stands twice in a store, the later token counts', async () => {
  const { claims, token, keys, trust } = caseWriter(AT)
  const forged = stored(SUBJECT, token({ key: keys.stranger.privateKey }))
  const good = stored(SUBJECT, token({ claims }))
  const home = await heldHome(trust())
  await home.write([good, forged])
  expect(await home.outcomes([SUBJECT])).toEqual(['signature-invalid'])
  await home.write([forged, good])
  expect(await home.outcomes([SUBJECT])).toEqual(['permit'])
})
