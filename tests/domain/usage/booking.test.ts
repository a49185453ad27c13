import { describe, expect, test } from 'vitest'
import type { Standing } from '#app/domain/consent/standing.ts'
import { NOTHING_RECORDED } from '#app/domain/consent/standing.ts'
import { bookingOf, isCovered, isSequenceTaken, type ReportedUse } from '#app/domain/usage/booking.ts'
import { CHOICES, REQUEST } from '#tests/support/build.ts'

const AT = new Date('2026-06-01T12:00:00Z')
const USE: ReportedUse = {
  id: 'demo-use',
  legalBasis: 'consent',
  programmeId: 'lung',
  status: 'approved',
  ...REQUEST,
  startsAt: new Date('2026-01-01T00:00:00Z'),
  endsAt: new Date('2027-01-01T00:00:00Z'),
}
const FITS = { takesPart: true, everyoneCovered: true }
const used = (at = AT) => ({ at, outcome: 'used' as const })

describe('a report of a use', () => {
  test('is accepted where all of it fits', () => {
    expect(bookingOf(used(), USE, FITS)).toEqual({ booking: 'accepted', dispute: null })
  })

  test('is accepted of a data use that has ended since', () => {
    expect(bookingOf(used(), { ...USE, status: 'ended' }, FITS).booking).toBe('accepted')
  })

  test.each([
    ['an unknown data use', null, FITS, AT, 'data-use-unknown'],
    ['a node outside the programme', USE, { ...FITS, takesPart: false }, AT, 'node-not-in-programme'],
    ['a draft', { ...USE, status: 'draft' as const }, FITS, AT, 'data-use-not-approved'],
    ['a suspended data use', { ...USE, status: 'suspended' as const }, FITS, AT, 'data-use-not-approved'],
    ['the moment before it begins', USE, FITS, new Date(USE.startsAt.getTime() - 1), 'outside-data-use-dates'],
    ['the moment when it ends', USE, FITS, USE.endsAt, 'outside-data-use-dates'],
    ['somebody who did not permit it', USE, { ...FITS, everyoneCovered: false }, AT, 'subject-not-covered'],
  ])('is disputed for %s', (_, use, facts, at, dispute) => {
    expect(bookingOf(used(at), use, facts)).toEqual({ booking: 'disputed', dispute })
  })
})

describe('a report of an attempt that was denied', () => {
  const denied = { at: AT, outcome: 'denied' as const }

  test('needs nobody’s permission', () => {
    expect(bookingOf(denied, USE, { ...FITS, everyoneCovered: false }).booking).toBe('accepted')
  })

  test('is disputed where there is no such data use', () => {
    expect(bookingOf(denied, null, FITS).booking).toBe('disputed')
  })
})

describe('a person is covered', () => {
  const consent = { programmeId: 'lung', state: 'given' as const, formId: 'lung-1', choices: CHOICES, decidedAt: AT }
  const standing: Standing = {
    ...NOTHING_RECORDED,
    consents: {
      lung: {
        ...consent,
        expiresAt: new Date('2030-01-01T00:00:00Z'),
        withdrawnTier: null,
        askAgainOn: null,
        deferredFormId: null,
        eventId: 'event',
      },
    },
  }
  const covered = (who: Standing, use = USE, superseded = new Set<string>()) => isCovered(who, use, AT, superseded)

  test('by consent to the programme of the data use', () => {
    expect(covered(standing)).toBe(true)
  })

  test.each([
    ['for another purpose', { ...USE, purpose: 'product-development' }],
    ['for data she did not name', { ...USE, data: ['imaging-ct', 'pathology'] }],
    ['in another programme', { ...USE, programmeId: 'breast' }],
    ['by altruism, which is another switch', { ...USE, legalBasis: 'altruism' as const }],
  ])('but not %s', (_, use) => {
    expect(covered(standing, use)).toBe(false)
  })

  test('but not while she objects, nor by a form that was taken back', () => {
    expect(covered({ ...standing, objectedIn: ['SI'] })).toBe(false)
    expect(covered(standing, USE, new Set(['lung-1']))).toBe(false)
  })
})

test('a number belongs to one report', () => {
  const one = { jti: 'one', sequence: 1 }
  expect(isSequenceTaken([one], [])).toBe(false)
  expect(isSequenceTaken([one], [one])).toBe(false)
  expect(isSequenceTaken([{ jti: 'two', sequence: 1 }], [one])).toBe(true)
  expect(isSequenceTaken([one, { jti: 'two', sequence: 1 }], [])).toBe(true)
})
