import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FormChange } from '#app/domain/consent/form.ts'
import { changesBetween, type Version } from '#app/domain/form/changes-between.ts'

const first: Version = { id: 'v1', programmeId: 'lung', follows: null, change: null }

function version(number: number, change: FormChange | null, changes: Partial<Version> = {}): Version {
  return { id: `v${number}`, programmeId: 'lung', follows: `v${number - 1}`, change, ...changes }
}

function between(agreed: string, newer: string, versions: readonly Version[]): [string, string[]] {
  const { change, versions: since } = changesBetween({ agreed, newer }, versions)
  return [change, since.map(({ id }) => id)]
}

describe('what lies between the version that somebody agreed to and the one of today', () => {
  test.each<[string, (FormChange | null)[], string, string[]]>([
    ['nothing, where she agreed to today’s', [], 'none', []],
    ['one minor change', ['minor'], 'minor', ['v2']],
    ['one major change', ['major'], 'major', ['v2']],
    ['minor changes only', ['minor', 'minor', 'minor'], 'minor', ['v2', 'v3', 'v4']],
    ['a major change before minor ones', ['major', 'minor', 'minor'], 'major', ['v2', 'v3', 'v4']],
    ['a major change between minor ones', ['minor', 'major', 'minor'], 'major', ['v2', 'v3', 'v4']],
    ['a major change last', ['minor', 'minor', 'major'], 'major', ['v2', 'v3', 'v4']],
    ['a change that nobody declared', ['minor', null, 'minor'], 'major', ['v2', 'v3', 'v4']],
  ])('%s', (_, changes, change, ids) => {
    const versions = [first, ...changes.map((change, place) => version(place + 2, change))]
    expect(between('v1', versions.at(-1)?.id ?? '', versions)).toEqual([change, ids])
  })

  test('is the same in whatever order the versions come', () => {
    const versions = [version(3, 'minor'), first, version(4, 'minor'), version(2, 'major')]
    expect(between('v1', 'v4', versions)).toEqual(['major', ['v2', 'v3', 'v4']])
  })

  test('one whose declaration is not there at all', () => {
    expect(between('v1', 'v2', [first, { id: 'v2', programmeId: 'lung', follows: 'v1' }])).toEqual(['major', ['v2']])
  })

  test('leaves out what was major before she agreed', () => {
    expect(between('v2', 'v3', [first, version(2, 'major'), version(3, 'minor')])).toEqual(['minor', ['v3']])
  })
})

describe('a chain that does not hold counts as major', () => {
  test('where a version on the way is missing', () => {
    expect(between('v1', 'v3', [first, version(3, 'minor')])).toEqual(['major', ['v3']])
  })

  test('where the version that she agreed to is not known any more', () => {
    expect(between('v1', 'v2', [version(2, 'minor')])).toEqual(['major', ['v2']])
  })

  test('where today’s version is not known', () => {
    expect(between('v1', 'v9', [first])).toEqual(['major', []])
  })

  test('where today’s version follows none', () => {
    expect(between('v1', 'v2', [first, version(2, 'minor', { follows: null })])).toEqual(['major', ['v2']])
  })

  test('where it branches off before what she agreed to', () => {
    const versions = [first, version(2, 'minor'), version(3, 'minor', { follows: 'v1' })]
    expect(between('v2', 'v3', versions)).toEqual(['major', ['v1', 'v3']])
  })

  test('where today’s version is older than hers', () => {
    expect(between('v2', 'v1', [first, version(2, 'minor')])).toEqual(['major', ['v1']])
  })

  test('where it leads through the form of another programme', () => {
    const versions = [first, version(2, 'minor', { programmeId: 'breast' }), version(3, 'minor')]
    expect(between('v1', 'v3', versions)).toEqual(['major', ['v3']])
  })

  test('where hers is of another programme', () => {
    expect(between('v1', 'v2', [{ ...first, programmeId: 'breast' }, version(2, 'minor')])).toEqual(['major', ['v2']])
  })

  test('where a version follows itself', () => {
    expect(between('v1', 'v2', [first, version(2, 'minor', { follows: 'v2' })])).toEqual(['major', ['v2']])
  })

  test('where versions follow one another in a circle without hers', () => {
    const versions = [first, version(2, 'minor', { follows: 'v3' }), version(3, 'minor')]
    expect(between('v1', 'v3', versions)).toEqual(['major', ['v2', 'v3']])
  })

  test('where hers is on the circle itself', () => {
    const versions = [version(1, 'minor', { follows: 'v3' }), version(2, 'minor'), version(3, 'minor')]
    expect(between('v1', 'v3', versions)).toEqual(['major', ['v2', 'v3']])
  })
})

test('whatever the versions are, only a whole chain of minor changes is minor, and it always comes to an end', () => {
  const id = fc.constantFrom('v1', 'v2', 'v3', 'v4', 'v5')
  const anyVersions = fc.uniqueArray(
    fc.record({
      id,
      programmeId: fc.constantFrom('lung', 'breast'),
      follows: fc.option(id),
      change: fc.option(fc.constantFrom('minor' as const, 'major' as const)),
    }),
    { selector: (one) => one.id },
  )
  fc.assert(
    fc.property(id, id, anyVersions, (agreed, newer, versions) => {
      const { change, versions: since } = changesBetween({ agreed, newer }, versions)
      expect(change === 'none').toBe(agreed === newer)
      if (change !== 'minor') return
      expect(since.at(-1)?.id).toBe(newer)
      expect(since.map(({ follows }) => follows)).toEqual([agreed, ...since.slice(0, -1).map(({ id }) => id)])
      expect(since.every((one) => one.change === 'minor' && one.programmeId === since[0]?.programmeId)).toBe(true)
    }),
  )
})
