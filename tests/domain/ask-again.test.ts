import { describe, expect, test } from 'vitest'
import { answering } from '#app/domain/consent/answering.ts'
import { askAgainBounds, askAgainDay, asksAgain } from '#app/domain/consent/ask-again.ts'
import { consentTo, NOTHING_RECORDED, standingFrom } from '#app/domain/consent/standing.ts'
import { aForm, SNAPSHOT } from '#tests/support/build.ts'
import { daysLater, recordOf, saidLater, saidYes } from '#tests/support/record.ts'

const TODAY = '2026-11-23'
const FORM = aForm('lung')

function saysLater(askAgainOn?: string | null, answer = 'later') {
  return answering(NOTHING_RECORDED, FORM, {
    formId: FORM.id,
    answers: { 'take-part': answer },
    snapshot: SNAPSHOT,
    at: new Date(`${TODAY}T15:00:00Z`),
    askAgainOn,
  })
}

describe('whoever says later chooses when to be asked again', () => {
  test.each([
    ['in a week', { when: 'in-a-week' }, '2026-11-30'],
    ['in a month', { when: 'in-a-month' }, '2026-12-23'],
    ['in three months', { when: 'in-three-months' }, '2027-02-23'],
    ['tomorrow', { when: 'on-a-day', day: '2026-11-24' }, '2026-11-24'],
    ['on the last day that may be chosen', { when: 'on-a-day', day: '2027-11-23' }, '2027-11-23'],
    ['never by ourselves', { when: 'no-date' }, null],
  ] as const)('%s', (_, chosen, day) => {
    expect(askAgainDay(chosen, TODAY)).toEqual({ ok: true, event: day })
  })

  test.each([
    ['yesterday', '2026-11-22', 'ask-again-too-early'],
    ['today', TODAY, 'ask-again-too-early'],
    ['in two years', '2028-11-23', 'ask-again-too-late'],
    ['a year and a day from now', '2027-11-24', 'ask-again-too-late'],
    ['on the 30th of February', '2027-02-30', 'ask-again-day-not-real'],
    ['on a day that was not written', undefined, 'ask-again-day-not-real'],
    ['some time', 'soon', 'ask-again-day-not-real'],
  ] as const)('and not %s', (_, day, refusal) => {
    expect(askAgainDay({ when: 'on-a-day', day }, TODAY)).toEqual({ ok: false, refusal })
  })

  test('a month after a day that the next month does not have is its last', () => {
    expect(askAgainDay({ when: 'in-a-month' }, '2027-01-31')).toEqual({ ok: true, event: '2027-02-28' })
    expect(askAgainBounds('2028-02-29')).toEqual({ first: '2028-03-01', last: '2029-02-28' })
  })
})

describe('a later that is confirmed', () => {
  test('is recorded with its day', () => {
    expect(saysLater('2026-12-23')).toMatchObject({ event: { type: 'consent-deferred', askAgainOn: '2026-12-23' } })
  })

  test.each([undefined, null])('is recorded without one where none was chosen', (none) => {
    expect(saysLater(none)).toMatchObject({ event: { type: 'consent-deferred', askAgainOn: null } })
  })

  test.each([
    [TODAY, 'ask-again-too-early'],
    ['2028-01-01', 'ask-again-too-late'],
  ])('is not recorded for %s, whoever sent it', (day, refusal) => {
    expect(saysLater(day)).toEqual({ ok: false, refusal })
  })

  test.each(['yes', 'no'])('is not what a %s is, whatever day came with it', (answer) => {
    const decision = saysLater('2026-12-23', answer)
    expect(decision.ok && 'askAgainOn' in decision.event).toBe(false)
  })
})

describe('a person who said later', () => {
  const afterwards = (...events: Parameters<typeof recordOf>) =>
    consentTo(standingFrom(recordOf(...events), { at: daysLater(100), knownAt: daysLater(100) }), 'lung')
  const waiting = afterwards({ ...saidLater(), askAgainOn: '2026-12-23' } as Parameters<typeof recordOf>[0])

  test.each([
    ['2026-12-22', false],
    ['2026-12-23', true],
    ['2027-05-01', true],
  ])('on %s: asked again %s', (today, asked) => expect(asksAgain(waiting, today)).toBe(asked))

  test('without a day, as in older records, is not asked again', () => {
    expect(asksAgain(afterwards(saidLater()), '2099-01-01')).toBe(false)
  })

  test('is not asked again once she has answered', () => {
    const later = { ...saidLater(), askAgainOn: '2026-12-23' } as Parameters<typeof recordOf>[0]
    expect(afterwards(later, saidYes())?.askAgainOn).toBeNull()
    expect(asksAgain(afterwards(later, saidYes()), '2027-01-01')).toBe(false)
    expect(asksAgain(null, '2027-01-01')).toBe(false)
  })
})
