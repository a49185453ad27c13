import { expect, test } from 'vitest'
import { median, percentile } from '../../bench/median.ts'

test('the median of an odd number of figures is the middle one, whatever their order', () => {
  expect(median([9, 1, 5])).toBe(5)
})

test('the median of an even number of figures lies between the two in the middle', () => {
  expect(median([10, 1, 2, 4])).toBe(3)
})

test('one slow round does not move the median', () => {
  expect(median([10, 11, 5000])).toBe(11)
})

test('numbers are ordered as numbers, not as text', () => {
  expect(median([100, 20, 3])).toBe(20)
})

test('of a hundred figures, the 99th percentile is all but the worst', () => {
  const figures = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect([percentile(figures, 0.99), percentile(figures, 0.5), percentile([7], 0.99)]).toEqual([99, 50, 7])
})

test('nothing measured has neither', () => {
  expect(() => median([])).toThrow('nothing was measured')
  expect(() => percentile([], 0.99)).toThrow('nothing was measured')
})
