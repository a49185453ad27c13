import { describe, expect, test } from 'vitest'
import { boundsOf, type DateSearch, matchesDay, matchesInstant, readDateSearch } from '#app/domain/fhir/date-search.ts'

function read(text: string): DateSearch {
  const search = readDateSearch(text)
  if (!search) throw new Error(`${text} is no date`)
  return search
}

describe('a date parameter', () => {
  test.each([
    ['2026-11-23', '2026-11-23', true],
    ['2026-11', '2026-11-30', true],
    ['2026', '2027-01-01', false],
    ['ne2026-11-23', '2026-11-23', false],
    ['gt2026-11-23', '2026-11-23', false],
    ['gt2026-11-23', '2026-11-24', true],
    ['lt2026-11-23', '2026-11-23', false],
    ['lt2026-11-23', '2026-11-22', true],
    ['ge2026-11-23', '2026-11-23', true],
    ['ge2026-11-23', '2026-11-22', false],
    ['ge2026-11-23T23:59:59.999Z', '2026-11-23', true],
    ['ge2026-11-24T00:00:00Z', '2026-11-23', false],
    ['le2026-11-23', '2026-11-23', true],
    ['le2026-11-22', '2026-11-23', false],
    ['sa2026-11', '2026-12-01', true],
    ['sa2026-11', '2026-11-30', false],
    ['eb2026-11', '2026-10-31', true],
    ['ap2026-11', '2026-11-30', true],
    ['ge2026-11-24T00:30:00%2B01:00'.replace('%2B', '+'), '2026-11-23', true],
  ])('%s, and a change on %s: %s', (text, day, isMatch) => {
    expect(matchesDay(read(text), day)).toBe(isMatch)
  })

  test.each([
    '',
    '26',
    '2026-1',
    '2026-13',
    '2026-02-30',
    '2026-02-01T10:00',
    '2026-02-01T24:00Z',
    'GE2026',
    'ge',
    ' 2026',
  ])('is not %j', (text) => {
    expect(readDateSearch(text)).toBeNull()
  })

  test.each(['eq', 'ge', 'gt', 'sa', 'le', 'lt', 'eb', 'ap', 'ne'])(
    '%s matches nothing outside of its bounds',
    (prefix) => {
      const search = read(`${prefix}2026-11-23`)
      const { from, until } = boundsOf([search])
      for (let hour = -48; hour <= 72; hour += 1) {
        const at = new Date(Date.parse('2026-11-23T00:00:00Z') + hour * 3_600_000)
        if (matchesInstant(search, at)) {
          expect(from === null || at >= from).toBe(true)
          expect(until === null || at < until).toBe(true)
        }
      }
    },
  )
})
