import { describe, expect, test } from 'vitest'
import { COUNTRIES, REGION_GROUPS } from '#app/domain/consent/countries.ts'
import { permittingProvision } from '#app/domain/consent/provision.ts'
import { isRegion, regionContains, regionsOverlap } from '#app/domain/consent/region.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { PERMIT, REQUEST } from '#tests/support/build.ts'

const EU = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ')
const EEA = 'IS LI NO'.split(' ')
const ADEQUATE = 'AD AR CA CH FO GB GG IL IM JE JP KR NZ UY'.split(' ')

describe('the European Economic Area', () => {
  test.each([...EU, ...EEA])('contains %s', (country) => expect(regionContains('eu-eea', country)).toBe(true))

  test.each([...ADEQUATE, 'UA', 'US', 'RU', 'CN', 'RS', 'BA', 'MD'])('does not contain %s', (country) => {
    expect(regionContains('eu-eea', country)).toBe(false)
  })
})

describe('countries with an adequacy decision', () => {
  test.each(ADEQUATE)('%s is one', (country) => expect(regionContains('adequate', country)).toBe(true))

  test.each([...EU, ...EEA, 'UA', 'US', 'RU', 'CN'])('%s is none', (country) => {
    expect(regionContains('adequate', country)).toBe(false)
  })
})

describe('containment', () => {
  test.each(['eu-eea', 'adequate', 'DE', 'UA'])('everything contains itself: %s', (region) => {
    expect(regionContains(region, region)).toBe(true)
  })

  test.each([
    ['DE', 'eu-eea'],
    ['eu-eea', 'adequate'],
    ['adequate', 'eu-eea'],
    ['DE', 'FR'],
    ['eu-eea', 'de'],
    ['eu-eea', ''],
    ['somewhere', 'DE'],
  ])('%s does not contain %s', (outer, inner) => expect(regionContains(outer, inner)).toBe(false))
})

describe('overlap, for what is denied', () => {
  test.each([
    ['DE', 'eu-eea'],
    ['eu-eea', 'DE'],
    ['GB', 'adequate'],
    ['UA', 'UA'],
  ])('%s may mean %s', (a, b) => expect(regionsOverlap(a, b)).toBe(true))

  test.each([
    ['eu-eea', 'adequate'],
    ['DE', 'FR'],
    ['UA', 'eu-eea'],
    ['UA', 'adequate'],
  ])('%s is apart from %s', (a, b) => expect(regionsOverlap(a, b)).toBe(false))
})

describe('a country', () => {
  test('is each of the 249 of ISO 3166-1, once, and has a name in every language', () => {
    expect(COUNTRIES).toHaveLength(249)
    expect(new Set(COUNTRIES).size).toBe(249)
    for (const language of LANGUAGES) {
      const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
      expect(COUNTRIES.filter((code) => !names.of(code))).toEqual([])
    }
  })

  test.each(Object.values(REGION_GROUPS).flat())('of a group is one of them: %s', (code) => {
    expect(isRegion(code)).toBe(true)
  })

  test.each(['XX', 'AA', 'ZZ', 'UK', 'EL', 'EU', 'SU', 'YU', 'AN'])(
    'is none by a code that nobody has, or has any more: %s',
    (code) => {
      expect(isRegion(code)).toBe(false)
      const permit = { ...PERMIT, region: [code] }
      const use = { ...REQUEST, region: code }
      expect(permittingProvision([permit], use, '2026-06-15')).toBeNull()
      const denial = { ...PERMIT, effect: 'deny' as const, region: [code] }
      expect(permittingProvision([PERMIT, denial], REQUEST, '2026-06-15')).toBeNull()
    },
  )
})

test.each(['', 'de', 'DEU', 'eu', 'EU-EEA', 'europe', ' DE', 'DE\n', 'D1', 'ÄÖ'])('%j is no region', (code) => {
  expect(isRegion(code)).toBe(false)
})
