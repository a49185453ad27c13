import { describe, expect, test } from 'vitest'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { consentTo, NOTHING_RECORDED, type Standing, standingFrom } from '#app/domain/consent/standing.ts'
import { CHOICES } from '#tests/support/build.ts'
import {
  answeredUse,
  changedHerMind,
  choicesOf,
  daysLater,
  objected,
  permitting,
  prefers,
  reaffirmed,
  recordOf,
  reversedObjection,
  saidLater,
  saidNo,
  saidYes,
  wasNotMe,
  withdrew,
} from '#tests/support/record.ts'

function standingAfter(...events: ConsentEvent[]): Standing {
  return standingFrom(recordOf(...events), { at: daysLater(100), knownAt: daysLater(100) })
}

test('nobody stands anywhere before anything is recorded', () => {
  expect(standingAfter()).toEqual(NOTHING_RECORDED)
})

describe('where a person stands with a programme', () => {
  test('a yes keeps the form, the choices and the day on which it ends', () => {
    expect(consentTo(standingAfter(saidYes()), 'lung')).toEqual({
      programmeId: 'lung',
      state: 'given',
      formId: 'lung-1',
      choices: CHOICES,
      decidedAt: daysLater(0),
      expiresAt: new Date('2031-01-01T00:00:00Z'),
      withdrawnTier: null,
      askAgainOn: null,
      deferredFormId: null,
      eventId: 'event-1',
    })
  })

  test.each<[string, ConsentEvent, string]>([
    ['a no', saidNo(), 'refused'],
    ['a later', saidLater(), 'deferred'],
    ['a withdrawal', withdrew(), 'withdrawn'],
  ])('%s keeps no choices and no end', (_, event, state) => {
    const consent = consentTo(standingAfter(saidYes(), event), 'lung')
    expect(consent).toMatchObject({
      state,
      choices: null,
      expiresAt: null,
      decidedAt: daysLater(1),
      eventId: 'event-2',
    })
  })

  test('a withdrawal remembers which form it was given on', () => {
    expect(consentTo(standingAfter(saidYes({ formId: 'lung-7' }), withdrew()), 'lung')?.formId).toBe('lung-7')
  })

  test('a changed mind replaces the choices whole', () => {
    const narrower = choicesOf(permitting({ data: ['reports'] }))
    const standing = standingAfter(saidYes(), changedHerMind({ choices: narrower, formId: 'lung-2' }))
    expect(consentTo(standing, 'lung')).toMatchObject({ state: 'given', choices: narrower, formId: 'lung-2' })
  })

  test('reaffirming moves the end and nothing else', () => {
    const given = consentTo(standingAfter(saidYes()), 'lung')
    const until = new Date('2040-01-01T00:00:00Z')
    const reaffirmedLater = consentTo(standingAfter(saidYes(), reaffirmed(until)), 'lung')
    expect(reaffirmedLater).toEqual({ ...given, expiresAt: until, eventId: 'event-2' })
  })

  test.each<[string, ConsentEvent[]]>([
    ['was never given', []],
    ['was refused', [saidNo()]],
    ['was deferred', [saidLater()]],
    ['was withdrawn', [saidYes(), withdrew()]],
  ])('reaffirming brings back nothing that %s', (_, events) => {
    expect(standingAfter(...events, reaffirmed(daysLater(5000)))).toEqual(standingAfter(...events))
  })

  test('programmes stand apart', () => {
    const standing = standingAfter(saidYes(), saidNo({ programmeId: 'breast' }))
    expect(consentTo(standing, 'lung')?.state).toBe('given')
    expect(consentTo(standing, 'breast')?.state).toBe('refused')
    expect(consentTo(standing, 'prostate')).toBeNull()
  })

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'there is no programme %s by itself',
    (name) => {
      expect(consentTo(standingAfter(saidYes()), name)).toBeNull()
    },
  )
})

describe('the other two switches', () => {
  test('wishes replace each other, answers stay with their data use', () => {
    const standing = standingAfter(
      prefers('include-me'),
      answeredUse('yes', 'use-1'),
      answeredUse('no', 'use-2'),
      prefers('ask-me'),
    )
    expect(standing.altruism).toEqual({ mode: 'ask-me', choices: CHOICES, eventId: 'event-4' })
    expect(standing.useAnswers).toEqual({ 'use-1': 'yes', 'use-2': 'no' })
  })

  test('objections stand country by country, each once', () => {
    expect(standingAfter(objected('SI'), objected('PT'), objected('SI')).objectedIn).toEqual(['SI', 'PT'])
    expect(standingAfter(objected('SI'), objected('PT'), reversedObjection('SI')).objectedIn).toEqual(['PT'])
  })

  test('the reversal of an objection that was never made changes nothing', () => {
    expect(standingAfter(reversedObjection('SI'))).toEqual(NOTHING_RECORDED)
  })

  test('consent, altruism and objection are never read from each other', () => {
    expect(standingAfter(saidYes())).toMatchObject({ altruism: null, useAnswers: {}, objectedIn: [] })
    expect(standingAfter(prefers('include-me'))).toMatchObject({ consents: {}, objectedIn: [] })
    expect(standingAfter(objected())).toMatchObject({ consents: {}, altruism: null })
  })
})

describe('this was not me', () => {
  test('voids everything that could permit', () => {
    const standing = standingAfter(saidYes(), prefers('include-me'), answeredUse('yes'), wasNotMe())
    expect(standing).toEqual(NOTHING_RECORDED)
  })

  test('leaves an objection, which ends by its own reversal and by nothing else', () => {
    expect(standingAfter(saidYes(), objected('SI'), wasNotMe())).toEqual({ ...NOTHING_RECORDED, objectedIn: ['SI'] })
  })

  test('says nothing about what is recorded after it', () => {
    expect(consentTo(standingAfter(saidYes(), wasNotMe(), saidYes()), 'lung')?.state).toBe('given')
  })
})

describe('looking back', () => {
  const record = recordOf(saidYes(), withdrew(), saidYes())

  test.each([
    [0, 0, 'given'],
    [1, 1, 'withdrawn'],
    [2, 2, 'given'],
    [2, 1, 'withdrawn'],
    [1, 2, 'withdrawn'],
    [0, 2, 'given'],
  ])('on day %i, as the portal knew on day %i, she stood at %s', (at, knownAt, state) => {
    const standing = standingFrom(record, { at: daysLater(at), knownAt: daysLater(knownAt) })
    expect(consentTo(standing, 'lung')?.state).toBe(state)
  })

  test('what was recorded in the wrong order of rows is read in its own', () => {
    const when = { at: daysLater(9), knownAt: daysLater(9) }
    expect(standingFrom(record.toReversed(), when)).toEqual(standingFrom(record, when))
  })
})
