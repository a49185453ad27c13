import { describe, expect, test } from 'vitest'
import { type FillingList, listNames, listTurnover } from '#app/domain/token/list-turnover.ts'

const SIZE = 1024
const HALF = (SIZE * 7) / 8 / 2

function lists(names: string, taken: number, isPublished = true): FillingList[] {
  return [...names].map((id) => ({ id, size: SIZE, taken, isPublished }))
}

describe('status lists that fill', () => {
  test('are left as they are up to half of what can be given', () => {
    expect(listTurnover(lists('abcd', HALF), 4)).toEqual({ open: [], close: [] })
  })

  test('are followed by four others at once, as soon as one of them is more than half full', () => {
    expect(listTurnover([...lists('a', HALF + 1), ...lists('bcd', HALF)], 4)).toEqual({
      open: ['e', 'f', 'g', 'h'],
      close: [],
    })
  })

  test('go on taking tokens until the others are published', () => {
    const opened = [...lists('abcd', HALF + 1), ...lists('efgh', 0, false)]
    expect(listTurnover(opened, 8)).toEqual({ open: [], close: [] })
  })

  test('are closed then, and only those that are full', () => {
    const opened = [...lists('ab', HALF + 1), ...lists('cd', HALF), ...lists('efgh', 0)]
    expect(listTurnover(opened, 8)).toEqual({ open: [], close: ['a', 'b'] })
  })

  test('are never fewer than four', () => {
    const opened = [...lists('abcd', HALF + 1), ...lists('efg', 0), ...lists('h', 0, false)]
    expect(listTurnover(opened, 8).close).toEqual([])
  })
})

test('a list’s name is used once', () => {
  const names = Array.from({ length: 400 }, (_, group) => listNames(group * 4)).flat()
  expect(names.slice(0, 4)).toEqual(['a', 'b', 'c', 'd'])
  expect(names.slice(24, 28)).toEqual(['y', 'z', 'ba', 'bb'])
  expect(new Set(names).size).toBe(1600)
})
