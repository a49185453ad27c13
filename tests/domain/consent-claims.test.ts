import { describe, expect, test } from 'vitest'
import { addDays, dayOf, isDay, startOfDay } from '#app/domain/day.ts'
import { consentClaim, consentTokenClaims, MAX_TOKEN_DAYS, tokenExpiryDay } from '#app/domain/token/consent-claims.ts'
import { CHOICES } from '#tests/support/build.ts'

const DAY = 86_400
const CLAIM = consentClaim({ basis: 'consent', programme: 'lung' }, { id: 'lung-1', version: '1' }, CHOICES)
const SUBJECT = {
  issuer: 'https://accord.example',
  pseudonym: 'p0123456789abcdef',
  clientId: 'node-1',
  jti: 'f7a1',
  status: { index: 4711, uri: 'https://accord.example/status-lists/a' },
}

describe('what a consent token says', () => {
  const claims = consentTokenClaims(SUBJECT, CLAIM, {
    at: new Date('2026-06-15T21:43:12.345Z'),
    expiresOn: '2026-07-15',
  })

  test('is this, and nothing else that two hospitals could match on', () => {
    expect(claims).toEqual({
      iss: 'https://accord.example',
      sub: 'p0123456789abcdef',
      aud: 'node-1',
      iat: Date.parse('2026-06-15T00:00:00Z') / 1000,
      nbf: Date.parse('2026-06-15T00:00:00Z') / 1000,
      exp: Date.parse('2026-07-15T00:00:00Z') / 1000,
      jti: 'f7a1',
      status: { status_list: { idx: 4711, uri: 'https://accord.example/status-lists/a' } },
      consent: CLAIM,
    })
  })

  test.each([
    '2026-06-15T00:00:00.000Z',
    '2026-06-15T00:00:00.001Z',
    '2026-06-15T12:00:00.000Z',
    '2026-06-15T23:59:59.999Z',
  ])('is the same all day: %s', (at) => {
    expect(consentTokenClaims(SUBJECT, CLAIM, { at: new Date(at), expiresOn: '2026-07-15' })).toEqual(claims)
  })

  test('tells of the consent its basis, form, provisions, recontact and findings, and no moment', () => {
    expect(CLAIM).toEqual({
      basis: 'consent',
      programme: 'lung',
      form: { id: 'lung-1', version: '1' },
      provisions: CHOICES.provisions,
      recontact: false,
      incidental_findings: 'no',
    })
  })

  test('names a data use where it is by altruism, and no programme', () => {
    const claim = consentClaim(
      { basis: 'altruism', data_use: 'use-1' },
      { id: 'altruism-preferences', version: '1' },
      CHOICES,
    )
    expect(claim).toMatchObject({ basis: 'altruism', data_use: 'use-1' })
    expect(claim).not.toHaveProperty('programme')
  })
})

describe('the day on which a token ends', () => {
  const at = new Date('2026-06-15T12:00:00Z')

  test.each<[string, number, string | null, string]>([
    ['is the programme’s days away', 7, null, '2026-06-22'],
    ['is never more than thirty days away', 365, null, '2026-07-15'],
    ['is the consent’s own end where that comes first', 30, '2026-06-20T00:00:00Z', '2026-06-20'],
    ['is the first instant of the day on which the consent ends', 30, '2026-06-20T18:00:00Z', '2026-06-20'],
    ['is not put off by a consent that lasts longer', 30, '2031-06-15T00:00:00Z', '2026-07-15'],
    ['is today where the consent ends today', 30, '2026-06-15T23:00:00Z', '2026-06-15'],
  ])('%s', (_, days, consentEnds, expected) => {
    expect(tokenExpiryDay(at, days, consentEnds ? new Date(consentEnds) : null)).toBe(expected)
  })

  test('is at most thirty days after the first instant of the day of issue', () => {
    const expiresOn = tokenExpiryDay(new Date('2026-06-15T23:59:59.999Z'), 365, null)
    const { exp, nbf } = consentTokenClaims(SUBJECT, CLAIM, { at, expiresOn })
    expect(exp - nbf).toBe(MAX_TOKEN_DAYS * DAY)
  })
})

describe('days', () => {
  test('are counted in UTC', () => {
    expect(dayOf(new Date('2026-06-15T23:30:00-04:00'))).toBe('2026-06-16')
    expect(startOfDay('2026-06-15') % DAY).toBe(0)
  })

  test.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-28', 2, '2026-03-30'],
  ])('%s and %i more are %s', (day, more, expected) => expect(addDays(day, more)).toBe(expected))

  test.each(['2026-02-28', '2028-02-29', '0001-01-01'])('%s is a day', (day) => expect(isDay(day)).toBe(true))

  test.each([
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-6-1',
    '20260615',
    '2026-06-15T00:00:00Z',
    '',
    ' 2026-06-15',
    '2026-06-15\n',
    null,
    7,
    ['2026-06-15'],
  ])('%j is no day', (value) => expect(isDay(value)).toBe(false))
})
