import { expect, test } from 'vitest'
import { type StatusChange, statusThen } from '#app/domain/operation/data-use-status-then.ts'

const day = (number: number) => new Date(Date.UTC(2026, 0, number))
const use = { status: 'ended', approvedAt: day(2) } as const
const changes: StatusChange[] = [
  { action: 'data-use-suspended', at: day(4) },
  { action: 'data-use-resumed', at: day(6) },
  { action: 'data-use-ended', at: day(8) },
]

test.each([
  ['a draft before it was approved', 1, 'draft'],
  ['approved from then on', 2, 'approved'],
  ['suspended from the moment it was', 4, 'suspended'],
  ['approved again once it went on', 7, 'approved'],
  ['over once it was ended', 9, 'ended'],
] as const)('a data use was %s', (_, at, status) => {
  expect(statusThen(use, changes, day(at))).toBe(status)
})

test('to which nothing was ever done, stands as it came with its programme', () => {
  expect(statusThen({ status: 'suspended', approvedAt: null }, [], day(5))).toBe('suspended')
})
