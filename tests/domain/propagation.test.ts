import { describe, expect, test } from 'vitest'
import { hospitalStep, lastHeardFrom, type NodeTold } from '#app/domain/consent/propagation.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 10, minute))
const WITHDRAWN = at(0)

const told: NodeTold = {
  told: 2,
  sent: 2,
  acknowledged: 2,
  lastSentAt: at(1),
  lastAcknowledgedAt: at(2),
  lastSyncAt: null,
}
const unsent = { ...told, sent: 1, acknowledged: 0, lastAcknowledgedAt: null }
const unconfirmed = { ...told, acknowledged: 1 }
const neverHeld = { ...told, told: 0, sent: 0, acknowledged: 0, lastSentAt: null, lastAcknowledgedAt: null }

describe('a hospital has a withdrawal', () => {
  test('once it has acknowledged the end of each of its tokens', () => {
    expect(hospitalStep([told], WITHDRAWN)).toEqual({ state: 'received', sentAt: at(1), receivedAt: at(2) })
  })

  test('once its gate has synced after it, which says the same', () => {
    const synced = { ...unsent, lastSyncAt: at(3) }
    expect(hospitalStep([synced], WITHDRAWN)).toEqual({ state: 'received', sentAt: at(3), receivedAt: at(3) })
  })

  test('when the last of its nodes has it, leaving out those that never held a token', () => {
    const later = { ...told, lastAcknowledgedAt: at(9) }
    expect(hospitalStep([told, later, neverHeld], WITHDRAWN)).toMatchObject({ state: 'received', receivedAt: at(9) })
  })
})

describe('it does not have it', () => {
  test.each([
    ['before everything was sent', [unsent], 'waiting'],
    ['while one of two nodes was sent nothing', [told, unsent], 'waiting'],
    ['before everything was confirmed', [unconfirmed], 'sent'],
    ['by a sync from before', [{ ...unconfirmed, lastSyncAt: at(-5) }], 'sent'],
  ])('%s', (_when, nodes, state) => {
    expect(hospitalStep(nodes, WITHDRAWN)).toMatchObject({ state })
  })

  test('and need not, where no node of it ever held a token', () => {
    expect(hospitalStep([neverHeld], WITHDRAWN)).toEqual({ state: 'nothing-to-take-back' })
    expect(hospitalStep([], WITHDRAWN)).toEqual({ state: 'nothing-to-take-back' })
  })
})

test('a hospital was last heard from when the latest of its nodes synced or confirmed something', () => {
  expect(lastHeardFrom([{ ...told, lastSyncAt: at(1) }, neverHeld])).toEqual(at(2))
  expect(lastHeardFrom([told, { ...neverHeld, lastSyncAt: at(7) }])).toEqual(at(7))
  expect(lastHeardFrom([neverHeld])).toBeNull()
})
