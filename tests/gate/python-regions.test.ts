import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { COUNTRIES, REGION_GROUPS } from '#app/domain/consent/countries.ts'

/** The gate in Python is one file that a hospital copies: it has the same lists in it, and this is what keeps them the same. */
const source = readFileSync('gate/python/accord_gate.py', 'utf8')

function listed(opening: RegExp): string[] {
  const [, codes = ''] = opening.exec(source) ?? []
  return codes.split(/\s+/).filter(Boolean)
}

describe('the gate in Python knows', () => {
  test('the same countries', () => {
    expect(listed(/^COUNTRIES = set\(\s+"""([^"]+)"""/m)).toEqual(COUNTRIES)
  })

  test.each(Object.entries(REGION_GROUPS))('the same countries in %s', (group, countries) => {
    expect(listed(new RegExp(`^    "${group}": set\\("([^"]+)"`, 'm'))).toEqual(countries)
  })

  test('no other group', () => {
    const [, table = ''] = /^REGION_GROUPS = \{([^}]+)\}/m.exec(source) ?? []
    expect([...table.matchAll(/"([a-z-]+)": /g)].map(([, group]) => group)).toEqual(Object.keys(REGION_GROUPS))
  })
})
