import { describe, expect, test } from 'vitest'
import {
  ACTS,
  type ActingScope,
  ASSISTED_SCOPE,
  isWithin,
  NO_SCOPE,
  OWN_SCOPE,
  placeOf,
  representing,
  seenInWhole,
} from '#app/domain/access/acting.ts'

const lung = { programmeId: 'lung' }
const breast = { programmeId: 'breast' }

describe('whoever may answer for lung', () => {
  const scope: ActingScope = { programmes: ['lung'], acts: ['see', 'answer'] }

  test.each([
    ['answers for lung', 'answer', lung, true],
    ['sees lung', 'see', lung, true],
    ['does not stop lung', 'withdraw', lung, false],
    ['does not answer for breast', 'answer', breast, false],
    ['does not answer across all programmes', 'answer', 'everywhere', false],
    ['sees where there is something to see', 'see', 'somewhere', true],
    ['does not stop anything anywhere', 'withdraw', 'somewhere', false],
  ] as const)('%s', (_what, act, place, expected) => {
    expect(isWithin(scope, act, place)).toBe(expected)
  })
})

test('a scope that names nothing allows nothing', () => {
  for (const act of ACTS) {
    expect(isWithin({ programmes: [], acts: ACTS }, act, lung)).toBe(false)
    expect(isWithin({ programmes: 'all', acts: [] }, act, 'everywhere')).toBe(false)
  }
})

test('of her own and with staff beside her everything is within reach', () => {
  for (const act of ACTS) {
    expect(isWithin(OWN_SCOPE, act, 'everywhere')).toBe(true)
    expect(isWithin(ASSISTED_SCOPE, act, breast)).toBe(true)
  }
})

test('what names no programme is about everything', () => {
  expect(placeOf({ programmeId: null })).toBe('everywhere')
  expect(placeOf({ programmeId: 'lung' })).toEqual(lung)
})

test('a representative sees all about the person where the scope says so, and on none of these pages about himself', () => {
  const son = (scope: ActingScope) => ({
    id: 'son',
    acting: { id: 'mother', by: representing('r'), scope, label: null },
  })
  expect(seenInWhole({ id: 'son', acting: null })).toBe('son')
  expect(seenInWhole(son({ programmes: 'all', acts: ['see'] }))).toBe('mother')
  expect(seenInWhole(son({ programmes: ['lung'], acts: ACTS }))).toBeNull()
  expect(seenInWhole(son(NO_SCOPE))).toBeNull()
})
