import { describe, expect, test } from 'vitest'
import { type KeyFacts, keyState } from '#app/domain/key/key-state.ts'
import { purposesDue } from '#app/domain/key/rotation-due.ts'
import { signingKey } from '#app/domain/key/signing-key.ts'
import { isStillNeeded } from '#app/domain/key/still-needed.ts'
import { KEY_SET_CACHE, succession } from '#app/domain/key/succession.ts'

const AT = new Date('2026-06-01T12:00:00Z')
const SECOND = 1000
const DAY = 86_400 * SECOND

function ms(offset: number): Date {
  return new Date(AT.getTime() + offset)
}

function key(kid: string, changes: Partial<KeyFacts> = {}): KeyFacts {
  return { kid, purpose: 'consent+jwt', activeFrom: ms(-DAY), retiredAt: null, revokedAt: null, ...changes }
}

describe('a key', () => {
  test.each([
    ['planned until it begins', { activeFrom: ms(1) }, 'planned'],
    ['active from the moment at which it begins', { activeFrom: AT }, 'active'],
    ['active until it retires', { retiredAt: ms(1) }, 'active'],
    ['retired from the moment named', { retiredAt: AT }, 'retired'],
    ['revoked, whenever that was', { revokedAt: ms(-DAY) }, 'revoked'],
    ['revoked, though a clock elsewhere says later', { revokedAt: ms(SECOND) }, 'revoked'],
    ['revoked, though it also retired', { retiredAt: ms(-1), revokedAt: AT }, 'revoked'],
  ] as const)('is %s', (_, changes, state) => {
    expect(keyState(key('one', changes), AT)).toBe(state)
  })
})

describe('among several keys, there signs', () => {
  const older = key('older', { activeFrom: ms(-2 * DAY) })
  const newer = key('newer')

  test.each<[string, KeyFacts[], string | null]>([
    ['the newest that is active', [newer, older], 'newer'],
    ['the one before, while the newest is only planned', [key('next', { activeFrom: ms(1) }), older], 'older'],
    ['the one before, once the newest was taken back', [{ ...newer, revokedAt: AT }, older], 'older'],
    ['the one before, once the newest retired', [{ ...newer, retiredAt: AT }, older], 'older'],
    [
      'where none is active, the planned one that has been published longest',
      [
        { ...newer, revokedAt: AT },
        key('last', { activeFrom: ms(90 * SECOND) }),
        key('next', { activeFrom: ms(60 * SECOND) }),
      ],
      'next',
    ],
    ['of two that began together, on every instance the same', [key('b'), key('a')], 'b'],
    [
      'none that retired or was taken back, even where there is no other',
      [
        { ...newer, revokedAt: AT },
        { ...older, retiredAt: AT },
      ],
      null,
    ],
    ['none where there is none', [], null],
  ])('%s', (_, keys, kid) => {
    expect(signingKey(keys, AT)?.kid ?? null).toBe(kid)
    expect(signingKey(keys.toReversed(), AT)?.kid ?? null).toBe(kid)
  })
})

describe('a key that is new', () => {
  test('signs at once where there is no other: nobody has cached anything', () => {
    expect(succession([], AT)).toMatchObject({ activeFrom: AT, predecessors: { kids: [] } })
  })

  test('is published for at least twice the time that anyone keeps the keys, before it signs beside another', () => {
    const { activeFrom } = succession([key('before')], AT)
    expect(activeFrom.getTime() - AT.getTime()).toBeGreaterThanOrEqual(2 * KEY_SET_CACHE * SECOND)
  })

  test('for bundles is announced for a month, because gates that are off meanwhile believe no other', () => {
    const { activeFrom } = succession([key('before', { purpose: 'bundle+jwt' })], AT)
    expect(activeFrom.getTime() - AT.getTime()).toBe(30 * DAY)
  })

  test('lets those before it sign for a day, on instances that it has not reached', () => {
    const planned = key('planned', { activeFrom: ms(SECOND) })
    const gone = [
      key('retiring', { retiredAt: ms(1) }),
      key('retired', { retiredAt: AT }),
      key('revoked', { revokedAt: AT }),
    ]
    const { activeFrom, predecessors } = succession([key('active'), planned, ...gone], AT)
    expect(predecessors.kids).toEqual(['active', 'planned'])
    expect(predecessors.retiredAt.getTime() - activeFrom.getTime()).toBe(DAY)
  })

  test('does not wait for those that can no longer sign', () => {
    expect(succession([key('revoked', { revokedAt: AT }), key('retired', { retiredAt: AT })], AT).activeFrom).toEqual(
      AT,
    )
  })
})

describe('after ninety days a purpose is due for a new key', () => {
  const due = (...keys: KeyFacts[]) => purposesDue(['consent+jwt'], keys, { days: 90, at: AT })
  const old = key('old', { activeFrom: ms(-90 * DAY) })

  test.each<[string, KeyFacts[], string[]]>([
    ['when its newest has signed for so long', [old], ['consent+jwt']],
    ['not a moment before', [key('young', { activeFrom: ms(-90 * DAY + 1) })], []],
    ['not while the next is on its way', [old, key('next', { activeFrom: ms(DAY) })], []],
    ['also where the next was taken back', [old, key('next', { revokedAt: AT })], ['consent+jwt']],
    ['also where another purpose has a new one', [old, key('other', { purpose: 'receipt+jwt' })], ['consent+jwt']],
    ['not where there is none, which an operator has to make', [], []],
  ])('%s', (_, keys, purposes) => {
    expect(due(...keys)).toEqual(purposes)
  })
})

describe('a key stays published', () => {
  const retired = { retiredAt: ms(-31 * DAY + 1) }

  test.each([
    ['while it is planned', key('one', { activeFrom: ms(DAY) }), true],
    ['while the last consent token that it signed can be alive', key('one', retired), true],
    ['and then no longer', key('one', { retiredAt: ms(-31 * DAY) }), false],
    ['no longer than a day and a day for status lists', key('one', { purpose: 'statuslist+jwt', ...retired }), false],
    ['for good where it signed evidence', key('one', { purpose: 'decision+jwt', retiredAt: ms(-9999 * DAY) }), true],
    [
      'for good where nobody said how long its signatures live',
      key('one', { purpose: 'x', retiredAt: ms(-9999 * DAY) }),
      true,
    ],
    ['as a key taken back, for good', key('one', { revokedAt: ms(-9999 * DAY), retiredAt: ms(-9999 * DAY) }), true],
  ])('%s', (_, one, is) => {
    expect(isStillNeeded(one, AT)).toBe(is)
  })
})
