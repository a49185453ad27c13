import { describe, expect, test } from 'vitest'
import { deathConfirmed, deathEntry, deathTakenBack, effectOfDeath } from '#app/domain/consent/death.ts'
import { decide } from '#app/domain/consent/decide.ts'
import { decidedAgain } from '#app/domain/consent/decided-again.ts'
import type { ConsentEvent, RecordedEvent } from '#app/domain/consent/events.ts'
import { consentTo, standingFrom } from '#app/domain/consent/standing.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { CHOICES, REQUEST } from '#tests/support/build.ts'
import { FIRST_DAY, objected, prefers, recordOf, saidNo, saidYes } from '#tests/support/record.ts'

const NOW = new Date('2026-06-01T00:00:00Z')
const DIED: ConsentEvent = { type: 'death-reported', diedOn: '2026-03-01' }
const MISTAKE: ConsentEvent = { type: 'death-taken-back' }
const GOES_ON = saidYes({ choices: { ...CHOICES, after_death: 'go-on' } })

/** What may be done at `at`, after these events of which a death takes effect on its own day. */
function answer(at: Date, ...events: ConsentEvent[]) {
  const records = recordOf(...events).map((event) =>
    event.type === 'death-reported' ? { ...event, effectiveFrom: effectOfDeath(event.diedOn) } : event,
  )
  return decide(records, { legal_basis: 'consent', programme: 'lung', ...REQUEST }, { at, knownAt: NOW })
}

describe('after somebody has died', () => {
  test('a yes ends that was not to go on', () => {
    const stops = saidYes({ choices: { ...CHOICES, after_death: 'stop' } })
    expect(answer(NOW, stops, DIED)).toMatchObject({ outcome: 'deny', reason: 'expired' })
  })

  test('a yes of whoever was not asked ends', () => {
    expect(answer(NOW, saidYes(), DIED)).toMatchObject({ outcome: 'deny', reason: 'expired' })
  })

  test('a yes goes on where she said so', () => {
    expect(answer(NOW, GOES_ON, DIED).outcome).toBe('permit')
  })

  test('a yes that somebody gave after that day does not go on, whatever it says', () => {
    const diedBefore: ConsentEvent = { type: 'death-reported', diedOn: addDays(dayOf(FIRST_DAY), -1) }
    expect(answer(NOW, GOES_ON, diedBefore)).toMatchObject({ outcome: 'deny', reason: 'expired' })
    expect(answer(NOW, GOES_ON, { ...diedBefore, diedOn: dayOf(FIRST_DAY) }).outcome).toBe('permit')
  })

  test('a yes that goes on keeps its last day', () => {
    const ends = saidYes({ choices: { ...CHOICES, after_death: 'go-on' }, expiresAt: new Date('2026-05-01T00:00:00Z') })
    expect(answer(NOW, ends, DIED).reason).toBe('expired')
  })

  test('a yes counted up to that day, and from its first minute no more', () => {
    expect(answer(new Date('2026-02-28T23:59:59Z'), saidYes(), DIED).outcome).toBe('permit')
    expect(answer(new Date('2026-03-01T00:00:00Z'), saidYes(), DIED).outcome).toBe('deny')
  })

  test('a no stays a no, and an objection outlives her', () => {
    expect(answer(NOW, saidNo(), DIED).reason).toBe('refused')
    expect(answer(NOW, objected('SI'), DIED).reason).toBe('objected')
  })

  test('what had ended before is not longer than it was', () => {
    const ended = new Date('2026-02-01T00:00:00Z')
    const standing = standingFrom(recordOf(saidYes({ expiresAt: ended }), DIED), { at: NOW, knownAt: NOW })
    expect(consentTo(standing, 'lung')?.expiresAt).toEqual(ended)
  })

  test('wishes for other uses end, whatever else goes on', () => {
    const standing = standingFrom(recordOf(GOES_ON, prefers('include-me'), DIED), { at: NOW, knownAt: NOW })
    expect(standing.altruism).toBeNull()
  })
})

describe('a death that was a mistake', () => {
  test('leaves her choices as she had made them', () => {
    const [before, since] = [
      recordOf(saidYes(), prefers('ask-me')),
      recordOf(saidYes(), prefers('ask-me'), DIED, MISTAKE),
    ]
    const now = { at: NOW, knownAt: NOW }
    expect(standingFrom(since, now)).toEqual(standingFrom(before, now))
  })

  test('permits nothing for the time before it was taken back', () => {
    const events = recordOf(saidYes(), DIED, MISTAKE).map((event) =>
      event.type === 'death-taken-back' ? { ...event, effectiveFrom: new Date('2026-04-01T00:00:00Z') } : event,
    )
    const request = { legal_basis: 'consent', programme: 'lung', ...REQUEST } as const
    const between = { at: new Date('2026-03-15T00:00:00Z'), knownAt: NOW }
    expect(decide(events, request, between).outcome).toBe('deny')
    expect(decide(events, request, { ...between, at: NOW }).outcome).toBe('permit')
  })

  test('leaves what was permitted before its report permitted, also on the days after the one that it named', () => {
    const events = reportedOn(new Date('2026-04-01T00:00:00Z'), { takenBackOn: new Date('2026-04-10T00:00:00Z') })
    const request = { legal_basis: 'consent', programme: 'lung', ...REQUEST } as const
    const outcomeAt = (at: Date, knownAt = NOW) => decide(events, request, { at, knownAt }).outcome
    const beforeReport = new Date('2026-03-15T00:00:00Z')
    expect(outcomeAt(beforeReport, new Date('2026-04-05T00:00:00Z'))).toBe('deny')
    expect(outcomeAt(beforeReport)).toBe('permit')
    expect(outcomeAt(new Date('2026-04-05T00:00:00Z'))).toBe('deny')
    const seenThen = events.map((event) => ({ ...event, wasSeen: event.type === 'consent-given' }))
    expect(decidedAgain(seenThen, request, { at: beforeReport, knownAt: NOW, superseded: new Set() }).outcome).toBe(
      'permit',
    )
  })

  test('does not undo a death that is reported later', () => {
    expect(answer(NOW, saidYes(), DIED, MISTAKE, DIED).outcome).toBe('deny')
  })
})

/** A yes, a death that is reported on this day for an earlier one, and that it was a mistake. */
function reportedOn(reported: Date, { takenBackOn }: { takenBackOn: Date }): RecordedEvent[] {
  return recordOf(saidYes(), DIED, MISTAKE).map((event) => {
    if (event.type === 'death-reported') {
      return { ...event, recordedAt: reported, effectiveFrom: effectOfDeath(event.diedOn) }
    }
    return event.type === 'death-taken-back' ? { ...event, recordedAt: takenBackOn, effectiveFrom: takenBackOn } : event
  })
}

describe('a death is reported by two people', () => {
  const report = { diedOn: '2026-03-01', enteredBy: 'a', confirmedAt: null, takenBackAt: null }

  test('and not for a day to come', () => {
    expect(deathEntry('2026-03-02', '2026-03-01')).toEqual({ ok: false, refusal: 'death-day-in-future' })
    expect(deathEntry('2026-03-01', '2026-03-01').ok).toBe(true)
  })

  test('and whoever entered it cannot confirm it', () => {
    expect(deathConfirmed(report, 'a')).toEqual({ ok: false, refusal: 'second-person-needed' })
    expect(deathConfirmed(report, 'b')).toEqual({ ok: true, event: DIED })
  })

  test('and is confirmed once, and never after it was taken back', () => {
    expect(deathConfirmed({ ...report, confirmedAt: NOW }, 'b')).toMatchObject({ refusal: 'death-already-confirmed' })
    expect(deathConfirmed({ ...report, takenBackAt: NOW }, 'b')).toMatchObject({ refusal: 'death-not-found' })
    expect(deathConfirmed(null, 'b')).toMatchObject({ refusal: 'death-not-found' })
  })

  test('and is taken back by one, which leaves no mark on a record that it never reached', () => {
    expect(deathTakenBack(report)).toEqual({ ok: true, event: null })
    expect(deathTakenBack({ ...report, confirmedAt: NOW })).toEqual({ ok: true, event: MISTAKE })
    expect(deathTakenBack({ ...report, takenBackAt: NOW })).toMatchObject({ refusal: 'death-not-found' })
  })
})
