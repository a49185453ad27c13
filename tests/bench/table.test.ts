import { describe, expect, test } from 'vitest'
import type { Reach, Unit } from '../../bench/measurement.ts'
import { outcomeOf } from '../../bench/outcome.ts'
import { table } from '../../bench/table.ts'

const row = (unit: Unit, reach: Reach) => ({ name: 'asking', work: 'what we do', peer: 'what they do', unit, reach })

describe('a figure is what it has to be', () => {
  test.each([
    ['twice the rate, where twice was to be reached', row('/s', { timesAsFast: 2 }), 200, 100, 2, true],
    ['half the rate, where twice was to be reached', row('/s', { timesAsFast: 2 }), 50, 100, 0.5, false],
    ['a tenth of the time, where that was to be reached', row('ms', { timesAsFast: 10 }), 10, 100, 10, true],
    ['ten times the time is no tenth of it', row('ms', { timesAsFast: 10 }), 100, 10, 0.1, false],
    ['a little more than its time, where that is allowed', row('ms', { timesItsTime: 1.2 }), 120, 100, 1.2, true],
    ['twice its time, where a little more is allowed', row('ms', { timesItsTime: 1.2 }), 200, 100, 2, false],
    ['short enough by itself, whatever the peer takes', row('ms', { atMost: 20 }), 20, 1, 20, true],
    ['too long by itself, whatever the peer takes', row('ms', { atMost: 20 }), 21, 100, 0.21, false],
  ])('%s', (_, measurement, ours, against, ratio, met) => {
    expect(outcomeOf(measurement, { ours: [ours], against: [against] })).toMatchObject({ ours, against, ratio, met })
  })

  test('unless something else that must hold does not', () => {
    const samples = { ours: [200], against: [100], also: [{ says: 'the answers are right', met: false }] }
    expect(outcomeOf(row('/s', { timesAsFast: 2 }), samples).met).toBe(false)
  })

  test('by the medians of both sides', () => {
    const samples = { ours: [1, 200, 300], against: [100, 100, 9000] }
    expect(outcomeOf(row('/s', { timesAsFast: 2 }), samples)).toMatchObject({ ours: 200, against: 100, ratio: 2 })
  })
})

test('the table says what was seen, what was to be reached, and what must hold besides', () => {
  const asking = outcomeOf(row('/s', { timesAsFast: 2 }), {
    ours: [12_345],
    against: [4321],
    also: [{ says: 'a withdrawal counts', met: true }],
    notes: ['unlike work'],
  })
  const slow = outcomeOf(row('ms', { atMost: 20 }), {
    ours: [42.123],
    against: [2],
    also: [{ says: 'it fits', met: false }],
  })
  expect(table([asking, { ...slow, name: 'slow' }])).toBe(`\
work    ours      against  ratio  reach
---------------------------------------
asking  12,300/s  4,320/s  2.86x  ≥ 2x as fast  met
    what we do
    against what they do
    holds: a withdrawal counts
    unlike work
slow    42.1 ms   2 ms     21.1x  ≤ 20 ms       NOT MET
    what we do
    against what they do
    DOES NOT HOLD: it fits`)
})
