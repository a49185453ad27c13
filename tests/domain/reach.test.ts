import { describe, expect, test } from 'vitest'
import { reachOf } from '#app/domain/consent/reach.ts'

const CHANGED = new Date('2026-03-02T10:00:00Z')
const BEFORE = new Date('2026-03-02T09:59:59Z')
const AFTER = new Date('2026-03-02T10:00:01Z')

function hospital(...syncs: (Date | null)[]) {
  return { name: 'Demo hospital', nodes: syncs.map((lastSyncAt) => ({ lastSyncAt, sent: false, receivedAt: null })) }
}

function stateOf(...syncs: (Date | null)[]) {
  return reachOf([hospital(...syncs)], CHANGED).hospitals[0]?.state
}

describe('a change', () => {
  test('has reached a hospital that checked in at its moment or later', () => {
    expect([stateOf(CHANGED), stateOf(AFTER)]).toEqual(['reached', 'reached'])
  })

  test('has not reached a hospital that was last heard from before it', () => {
    expect(stateOf(BEFORE)).toBe('not-yet')
  })

  test('has reached a hospital only when every node of it has checked in', () => {
    expect(stateOf(AFTER, BEFORE)).toBe('not-yet')
    expect(stateOf(AFTER, null)).toBe('never-heard-from')
    expect(stateOf(AFTER, AFTER)).toBe('reached')
  })

  test('is not said to have reached a hospital that was never heard from', () => {
    expect(stateOf(null)).toBe('never-heard-from')
  })

  test('has reached a hospital that acknowledged it, however long ago it checked in', () => {
    const acknowledged = { lastSyncAt: BEFORE, sent: true, receivedAt: AFTER }
    const neverSynced = { lastSyncAt: null, sent: true, receivedAt: AFTER }
    const { hospitals } = reachOf([{ name: 'Demo hospital', nodes: [acknowledged, neverSynced] }], CHANGED)
    expect(hospitals).toEqual([{ name: 'Demo hospital', state: 'reached', sent: true, lastHeardFrom: AFTER }])
  })

  test('that was sent has not yet been received', () => {
    const sent = { lastSyncAt: BEFORE, sent: true, receivedAt: null }
    expect(reachOf([{ name: 'Demo hospital', nodes: [sent] }], CHANGED)).toMatchObject({
      reached: 0,
      hospitals: [{ state: 'not-yet', sent: true }],
    })
  })

  test('has nothing to reach where no node is connected', () => {
    expect(reachOf([hospital(), hospital(AFTER)], CHANGED)).toMatchObject({ reached: 1, connected: 1 })
  })

  test('is told with the time at which the last of a hospital’s nodes was heard from', () => {
    expect(reachOf([hospital(AFTER, BEFORE)], CHANGED).hospitals[0]?.lastHeardFrom).toEqual(BEFORE)
  })
})
