import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { trustFrom } from '#gate/home/trust-file.ts'
import { caseWriter, type TokenCase } from '#gate/selftest/case-writer.ts'
import { CONSENT, REQUEST } from '#gate/selftest/good-case.ts'
import { type Verdict, verifyConsentToken } from '#gate/verify-consent-token.ts'
import { PYTHON, pythonVerdicts } from './support/python-gate.ts'
import { provision, request } from './support/scopes.ts'
import { AT } from './support/token-case.ts'
import { type Asked, withUnknownWord } from './support/unknown-words.ts'

const TIMES = 1500
const { claims, permitted, token } = caseWriter(AT)

/** Half of them about one permit that covers what is asked, so that a word can matter. */
const asked: fc.Arbitrary<Asked> = fc
  .tuple(fc.array(provision, { maxLength: 3 }), request, fc.boolean())
  .map(([provisions, use, covered]) => {
    const { purpose, recipient, region, data } = use
    const permit = { effect: 'permit', purpose: [purpose], recipient: [recipient], region: [region], data }
    const always = { from: null, until: null, acquired_from: null, acquired_until: null }
    return {
      consent: { ...CONSENT, provisions: covered ? [{ ...permit, ...always }, ...provisions] : provisions },
      request: { ...REQUEST, ...use },
    }
  })

const good = permitted('a good token', {})

function caseOf({ consent, request }: Asked): TokenCase {
  return { ...good, token: token({ claims: { ...claims, consent } }), request }
}

type Answers = { plain: unknown; unknown: unknown }[]
const isPermit = (verdict: unknown) => (verdict as Verdict).outcome === 'permit'

function expectNothingWidened(answers: Answers): void {
  const widened = answers.flatMap(({ plain, unknown }, index) => (isPermit(unknown) && !isPermit(plain) ? [index] : []))
  expect(widened.map((index) => pairs[index])).toEqual([])
  expect(answers.filter(({ plain }) => isPermit(plain)).length).toBeGreaterThan(TIMES / 10)
  expect(answers.filter(({ plain, unknown }) => isPermit(plain) && !isPermit(unknown)).length).toBeGreaterThan(50)
}

let pairs: { plain: Asked; unknown: Asked }[]
let cases: TokenCase[]
let here: Verdict[]
let there: unknown[]

beforeAll(async () => {
  pairs = fc
    .sample(fc.tuple(asked, withUnknownWord()), TIMES)
    .map(([plain, garble]) => ({ plain, unknown: garble(plain) }))
  cases = pairs.flatMap(({ plain, unknown }) => [caseOf(plain), caseOf(unknown)])
  const trust = await trustFrom(good.trust, good.freshness)
  here = await Promise.all(cases.map(({ token, request, at }) => verifyConsentToken(token, trust, request, at)))
  there = PYTHON ? pythonVerdicts(cases) : []
})

function inPairs(verdicts: readonly unknown[]): Answers {
  return pairs.map((_, index) => ({ plain: verdicts[2 * index], unknown: verdicts[2 * index + 1] }))
}

describe('a word that nobody knows, wherever it stands in a consent or in what is asked of it', () => {
  test('never adds a permit at the gate', () => {
    expectNothingWidened(inPairs(here))
  })

  test.skipIf(!PYTHON)('never adds a permit at the Python gate (skipped where python3-jwt is not installed)', () => {
    expectNothingWidened(inPairs(there))
  })

  test.skipIf(!PYTHON)('is read alike by both (skipped where python3-jwt is not installed)', () => {
    const apart = here.flatMap((verdict, index) => {
      const same = JSON.stringify(verdict) === JSON.stringify(there[index])
      return same ? [] : [{ verdict, python: there[index], asked: pairs[index >> 1] }]
    })
    expect(apart.slice(0, 3)).toEqual([])
  })
})
