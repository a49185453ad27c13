import { describe, expect, test } from 'vitest'
import { actForAnother } from '#app/domain/access/act-for-another.ts'
import { lastDayOfMinority } from '#app/domain/access/minority.ts'
import { registrationConfirmed } from '#app/domain/access/registration.ts'
import { type Representation, stateOf } from '#app/domain/access/representation.ts'
import { type Acceptor, representationAcceptance } from '#app/domain/access/representation-acceptance.ts'
import { representationOffer } from '#app/domain/access/representation-offer.ts'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { SNAPSHOT } from '#tests/support/build.ts'

const AT = new Date('2027-03-10T12:00:00Z')
const later = (day: string) => new Date(`${day}T12:00:00Z`)

const ACCEPTED: Representation = {
  id: 'representation',
  contributorId: 'mother',
  representativeId: 'son',
  registeredBy: null,
  enteredBy: null,
  confirmedAt: null,
  scope: { programmes: ['lung'], acts: ['see', 'answer', 'withdraw'] },
  firstDay: '2027-03-01',
  lastDay: '2027-12-31',
  invitedUntil: later('2027-03-31'),
  tries: 0,
  acceptedAt: later('2027-03-02'),
  endedAt: null,
  endedBy: null,
}
const LAST_MONTH: Representation = { ...ACCEPTED, invitedUntil: later('2027-03-09') }
const INVITED: Representation = { ...ACCEPTED, representativeId: null, acceptedAt: null }

describe('a representation is in force', () => {
  test.each([
    ['from its first day', '2027-03-01', {}, 'in-force'],
    ['on its last day', '2027-12-31', {}, 'in-force'],
    ['not on the day before its first', '2027-02-28', {}, 'not-yet'],
    ['not on the day after its last', '2028-01-01', {}, 'over'],
    ['not before somebody accepted', '2027-03-10', { acceptedAt: null }, 'waiting'],
    ['not after ten wrong codes', '2027-03-10', { acceptedAt: null, tries: 10 }, 'locked'],
    ['also if the last of ten codes was the right one', '2027-03-10', { tries: 10 }, 'in-force'],
    ['not where nobody accepted in time', '2027-04-10', { acceptedAt: null }, 'not-taken-up'],
    ['not once either side ended it', '2027-03-10', { endedAt: later('2027-03-09') }, 'ended'],
  ] as const)('%s', (_, day, changes, state) => {
    expect(stateOf({ ...ACCEPTED, ...changes }, later(day))).toBe(state)
  })
})

describe('what one clerk registered', () => {
  const entered: Representation = { ...INVITED, registeredBy: 'hospital', enteredBy: 'one' }
  const confirms = (staffId: string, changes: object = {}, organisationId = 'hospital') =>
    registrationConfirmed({ ...entered, ...changes }, { organisationId, staffId }, AT)
  const NOT_FOUND = { ok: false, refusal: 'representation-not-found' }

  test('opens nothing and acts for nobody before another clerk has confirmed it', () => {
    expect(stateOf(entered, AT)).toBe('to-confirm')
    expect(stateOf({ ...entered, representativeId: 'son', acceptedAt: AT }, AT)).toBe('to-confirm')
    expect(confirms('one')).toEqual({ ok: false, refusal: 'second-person-needed' })
    expect(confirms('another').ok).toBe(true)
    expect(stateOf({ ...entered, confirmedAt: AT }, AT)).toBe('waiting')
  })

  test('is confirmed once, at its own hospital, while it can come to anything', () => {
    expect(confirms('another', { confirmedAt: AT })).toEqual(NOT_FOUND)
    expect(confirms('another', { endedAt: AT })).toEqual(NOT_FOUND)
    expect(confirms('another', { lastDay: '2027-03-09' })).toEqual(NOT_FOUND)
    expect(confirms('another', {}, 'elsewhere')).toEqual(NOT_FOUND)
    expect(confirms('another', { registeredBy: null })).toEqual(NOT_FOUND)
  })
})

describe('a contributor names a representative', () => {
  const asked = { scope: ACCEPTED.scope, firstDay: '2027-03-10', lastDay: '2027-12-31' }
  const offer = (changes: object, open = 0) => representationOffer({ ...asked, ...changes }, { open, at: AT })

  test('who then has a month to accept, and always sees what there is', () => {
    expect(offer({ scope: { programmes: 'all', acts: ['withdraw'] } })).toEqual({
      ok: true,
      event: {
        ...asked,
        scope: { programmes: 'all', acts: ['see', 'withdraw'] },
        invitedUntil: new Date('2027-04-09T12:00:00Z'),
      },
    })
  })

  test.each([
    ['that ended yesterday', { firstDay: '2027-03-01', lastDay: '2027-03-09' }, 'representation-end-in-past'],
    ['that began yesterday', { firstDay: '2027-03-09' }, 'representation-start-in-past'],
    [
      'that ends before it begins',
      { firstDay: '2027-05-02', lastDay: '2027-05-01' },
      'representation-ends-before-start',
    ],
    ['for ever', { lastDay: '2037-03-11' }, 'representation-too-long'],
    ['who may do nothing', { scope: { programmes: 'all', acts: [] } }, 'representation-without-act'],
    ['for no programme', { scope: { programmes: [], acts: ['see'] } }, 'representation-without-programme'],
  ])('but none %s', (_, changes, refusal) => {
    expect(offer(changes)).toEqual({ ok: false, refusal })
  })

  test('but not an eleventh at the same time', () => {
    expect(offer({}, 9).ok).toBe(true)
    expect(offer({}, 10)).toEqual({ ok: false, refusal: 'representation-too-many' })
  })
})

describe('somebody accepts', () => {
  const SON: Acceptor = { id: 'son', settled: false, contributorActsFor: [], already: [] }
  const accepts = (acceptor: Partial<Acceptor>, representation = INVITED, at = AT) =>
    representationAcceptance(representation, { ...SON, ...acceptor }, at)

  test('who has an account, or opens one for it', () => {
    expect(accepts({})).toEqual({ ok: true, event: { type: 'accepted' } })
    expect(accepts({ id: null })).toEqual({ ok: true, event: { type: 'accepted' } })
  })

  test('and comes again, before a way back in is set', () => {
    const again = { ok: true, event: { type: 'accepted-again', representativeId: 'son' } }
    expect(accepts({ id: null }, ACCEPTED)).toEqual(again)
    expect(accepts({ id: 'son' }, ACCEPTED)).toEqual(again)
  })

  test.each([
    ['nobody for herself', { id: 'mother' }, INVITED, 'representation-own'],
    ['nobody for whom she acts', { contributorActsFor: ['aunt', 'son'] }, INVITED, 'representation-circle'],
    ['nobody twice for the same', { already: [ACCEPTED] }, INVITED, 'representation-duplicate'],
    ['nobody after another', { id: 'daughter', settled: false }, ACCEPTED, 'representation-not-matched'],
    ['nobody with a code that has done its work', { settled: true }, ACCEPTED, 'representation-not-matched'],
    ['nobody again with a code of last month', { id: null }, LAST_MONTH, 'representation-not-matched'],
    ['nobody what waits for a second clerk', {}, { ...INVITED, registeredBy: 'h' }, 'representation-not-matched'],
    ['nobody after ten wrong codes', {}, { ...INVITED, tries: 10 }, 'representation-not-matched'],
    ['nobody what was taken back', {}, { ...INVITED, endedAt: AT }, 'representation-not-matched'],
  ])('but %s', (_, acceptor, representation, refusal) => {
    expect(accepts(acceptor, representation)).toEqual({ ok: false, refusal })
  })

  test('but not after a month, and not after its last day', () => {
    expect(accepts({}, INVITED, later('2027-04-01'))).toMatchObject({ refusal: 'representation-invitation-expired' })
    expect(accepts({}, INVITED, later('2028-01-01'))).toMatchObject({ refusal: 'representation-not-matched' })
  })

  test.each([
    ['another programme', { scope: { ...ACCEPTED.scope, programmes: ['breast'] } }],
    ['the time after', { firstDay: '2028-01-01', lastDay: '2028-12-31' }],
  ])('also for %s', (_, changes) => {
    expect(accepts({ already: [{ ...ACCEPTED, ...changes }] }).ok).toBe(true)
  })
})

describe('a representative', () => {
  const stop: ConsentEvent = { type: 'consent-withdrawn', programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT }
  const given = { type: 'consent-given', programmeId: 'lung' } as ConsentEvent
  const wishes = { type: 'altruism-preferred' } as ConsentEvent
  const acts = (event: ConsentEvent, changes: object = {}, at = AT) =>
    actForAnother({ ...ACCEPTED, ...changes }, event, at)
  const onlySees = { scope: { programmes: 'all', acts: ['see'] } }
  const onlyStops = { scope: { programmes: 'all', acts: ['see', 'withdraw'] } }

  test('answers and withdraws within the scope', () => {
    expect([acts(stop).ok, acts(given).ok, acts(stop, onlyStops).ok]).toEqual([true, true, true])
    expect(acts(wishes, { scope: { ...ACCEPTED.scope, programmes: 'all' } }).ok).toBe(true)
  })

  test.each([
    ['answers nothing where only seeing was permitted', given, onlySees],
    ['stops nothing where only seeing was permitted', stop, onlySees],
    ['says no yes where only stopping was permitted', given, onlyStops],
    ['does nothing for another programme', { ...stop, programmeId: 'breast' }, {}],
    ['changes no wishes that are beyond the programme', wishes, {}],
    ['closes no account', { ...stop, tier: 'close' }, {}],
    ['voids no claim', { type: 'claim-voided', enrolmentId: 'e' }, { scope: { programmes: 'all', acts: ['answer'] } }],
  ] as [string, ConsentEvent, object][])('%s', (_, event, changes) => {
    expect(acts(event, changes)).toEqual({ ok: false, refusal: 'outside-your-scope' })
  })

  test.each([
    ['after the last day', {}, '2028-01-01'],
    ['before the first day', {}, '2027-02-28'],
    ['once it has ended', { endedAt: AT }, '2027-03-10'],
  ])('does nothing %s', (_, changes, day) => {
    expect(acts(stop, changes, later(day))).toEqual({ ok: false, refusal: 'representation-not-in-force' })
  })

  test('is nobody without a representation', () => {
    expect(actForAnother(null, stop, AT)).toEqual({ ok: false, refusal: 'representation-not-in-force' })
  })
})

describe('a minor is represented', () => {
  const until = (birthDate: string, country = 'SI', at = AT) => lastDayOfMinority({ birthDate, country }, at)

  test('until the day before she is of age', () => {
    expect(until('2012-03-05')).toEqual({ ok: true, event: '2030-03-04' })
    expect(until('2009-03-11')).toEqual({ ok: true, event: '2027-03-10' })
    expect(until('2012-02-29')).toEqual({ ok: true, event: '2030-02-28' })
  })

  test.each([
    ['who is of age today', '2009-03-10', 'SI', 'of-age-already'],
    ['who is not born', '2027-03-11', 'SI', 'birth-date-in-future'],
    ['of a country whose age of majority nobody wrote down', '2012-03-05', 'XX', 'majority-not-known'],
    ['of what only JavaScript knows as a country', '2012-03-05', 'constructor', 'majority-not-known'],
  ])('but nobody %s', (_, birthDate, country, refusal) => {
    expect(until(birthDate, country)).toEqual({ ok: false, refusal })
  })
})
