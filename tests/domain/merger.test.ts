import { describe, expect, test } from 'vitest'
import { type DecisionRequest, decideStanding } from '#app/domain/consent/decide.ts'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { permitsNoMore } from '#app/domain/consent/permits-no-more.ts'
import { NOTHING_RECORDED, type Standing, standingFrom } from '#app/domain/consent/standing.ts'
import { type MergingName, merger } from '#app/domain/enrolment/merger.ts'
import { REQUEST } from '#tests/support/build.ts'
import * as record from '#tests/support/record.ts'

const AT = record.daysLater(100)
const MUCH_LATER = record.daysLater(4000)

function standingAfter(...events: ConsentEvent[]): Standing {
  return standingFrom(record.recordOf(...events), { at: AT, knownAt: AT })
}

const YES = standingAfter(record.saidYes())
const NARROWER = standingAfter(
  record.saidYes({ choices: record.choicesOf(record.permitting({ purpose: ['ai-validation'] })) }),
)
const LONGER = standingAfter(record.saidYes(), record.reaffirmed(record.daysLater(5000)))
const NO = standingAfter(record.saidNo())
const LATER = standingAfter(record.saidLater())
const WITHDRAWN = standingAfter(record.saidYes(), record.withdrew())
const OBJECTS = standingAfter(record.saidYes(), record.objected())
const LAPSED = standingAfter(record.saidYes({ expiresAt: record.daysLater(50) }))
const SILENT = NOTHING_RECORDED

describe('letting one account speak where another spoke permits no more', () => {
  test.each([
    ['where both say the same', YES, YES],
    ['where the other was never asked', YES, SILENT],
    ['where its yes ends sooner', YES, LONGER],
    ['where it says nothing', SILENT, YES],
    ['where it says no', NO, YES],
    ['where it was withdrawn', WITHDRAWN, YES],
    ['where it objects', OBJECTS, YES],
    ['where it wants to decide later', LATER, YES],
  ])('%s', (_, one, other) => {
    expect(permitsNoMore(one, other, AT)).toBe(true)
  })

  test.each([
    ['a yes where the other said no', YES, NO],
    ['a yes where the other withdrew', YES, WITHDRAWN],
    ['a yes where the other wanted to decide later', YES, LATER],
    ['a yes where the other’s has run out', YES, LAPSED],
    ['a yes where the other objects', YES, OBJECTS],
    ['a no where the other objects, because the no ends sooner', NO, standingAfter(record.objected())],
    ['a wider yes', YES, NARROWER],
    ['a yes that goes on for longer', LONGER, YES],
    ['another yes, even one that looks narrower: only she can compare them', NARROWER, YES],
    [
      'wishes where the other wants to be left out',
      standingAfter(record.prefers('include-me')),
      standingAfter(record.prefers('leave-me-out')),
    ],
    [
      'wishes that include a use to which the other said no',
      standingAfter(record.prefers('include-me')),
      standingAfter(record.answeredUse('no')),
    ],
  ])('not %s', (_, one, other) => {
    expect(permitsNoMore(one, other, AT)).toBe(false)
  })
})

const named = (id: string, standing: Standing, hasWayIn = true, hasDied = false): MergingName => ({
  account: { id, hasWayIn, hasDied, standing },
})
const NOBODYS: MergingName = { account: null }

describe('of one person’s two pseudonyms', () => {
  test.each<[string, MergingName, MergingName, string | null]>([
    ['nobody speaks where neither was claimed', NOBODYS, NOBODYS, null],
    ['she speaks who claimed the one that is kept', named('anna', YES), NOBODYS, 'anna'],
    ['she speaks who claimed the one that is given up', NOBODYS, named('anna', YES), 'anna'],
    ['she speaks who claimed both', named('anna', YES), named('anna', YES), 'anna'],
    ['the kept account speaks where both say the same', named('one', YES), named('two', YES), 'one'],
    ['the account with a way in speaks for one without', named('paper', SILENT, false), named('two', SILENT), 'two'],
    ['the account in which she said something speaks', named('one', SILENT), named('two', YES), 'two'],
    ['the no speaks, on whichever pseudonym it was said', named('one', YES), named('two', NO), 'two'],
    ['a no on paper speaks, though its account has no way in', named('paper', NO, false), named('two', YES), 'paper'],
  ])('%s', (_, kept, retired, speaks) => {
    expect(merger(kept, retired, AT)).toEqual({ ok: true, event: speaks })
  })

  test('none speaks where each says what the other does not', () => {
    expect(merger(named('one', YES), named('two', NARROWER), AT)).toEqual({ ok: false, refusal: 'pseudonyms-disagree' })
  })

  test('none speaks for somebody whose death is reported, until that is settled', () => {
    const dead = named('one', NO, true, true)
    expect(merger(dead, named('two', NO), AT)).toEqual({ ok: false, refusal: 'death-stands' })
    expect(merger(dead, NOBODYS, AT)).toEqual({ ok: true, event: 'one' })
  })
})

const EVERYTHING_SAID: readonly Standing[] = [
  ...[YES, LONGER, NARROWER, NO, LATER, WITHDRAWN, OBJECTS, LAPSED, SILENT],
  ...(['include-me', 'ask-me', 'leave-me-out'] as const).flatMap((mode) => [
    standingAfter(record.prefers(mode)),
    standingAfter(record.prefers(mode), record.answeredUse('yes')),
    standingAfter(record.prefers(mode), record.answeredUse('no')),
    standingAfter(record.saidYes(), record.prefers(mode)),
  ]),
]

const USES: DecisionRequest[] = [
  { legal_basis: 'consent', programme: 'lung', ...REQUEST },
  { legal_basis: 'altruism', data_use: record.USE, ...REQUEST },
]

test('whoever speaks, nothing is permitted that either account had kept back', () => {
  for (const one of EVERYTHING_SAID) {
    for (const other of EVERYTHING_SAID) {
      const decision = merger(named('one', one), named('other', other), AT)
      if (!decision.ok) continue
      const [speaks, silenced] = decision.event === 'one' ? [one, other] : [other, one]
      for (const at of [AT, MUCH_LATER]) {
        const isWider = (use: DecisionRequest) =>
          outcome(speaks, use, at) === 'permit' && outcome(silenced, use, at) === 'kept back'
        expect(USES.filter(isWider)).toEqual([])
      }
    }
  }
})

/** Whoever was never asked kept nothing back. */
function outcome(standing: Standing, use: DecisionRequest, at: Date): 'permit' | 'kept back' | 'never asked' {
  const { outcome, reason } = decideStanding(standing, use, { at })
  if (outcome === 'permit') return 'permit'
  const isUnanswered = use.legal_basis === 'altruism' && reason === 'deferred'
  return reason === 'no-record' || isUnanswered ? 'never asked' : 'kept back'
}
