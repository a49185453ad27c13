import { expect, test } from 'vitest'
import { type CampaignCounts, type CampaignFigures, campaignFigures } from '#app/domain/impact/campaign-figures.ts'
import { suppressed } from '#app/domain/impact/suppression.ts'

const NOBODY: CampaignCounts = {
  yes: 0,
  no: 0,
  later: 0,
  'not-yet': 0,
  seen: 0,
  'not-seen': 0,
  'other-yes': 0,
  'other-no': 0,
}

const figures = (people: Partial<CampaignCounts>) => campaignFigures('2', { ...NOBODY, ...people }, 10)

test('what was asked and answered is shown where every number is large', () => {
  const people = { yes: 400, no: 20, later: 30, 'not-yet': 150, 'other-yes': 60, 'other-no': 40 }
  expect(figures(people)).toEqual({
    version: '2',
    asked: { counts: { yes: 400, no: 20, later: 30, 'not-yet': 150 }, total: 600 },
    told: null,
  })
})

test('of a minor change: how many were told, and have seen it', () => {
  expect(figures({ seen: 40, 'not-seen': 60, 'other-yes': 12 })).toEqual({
    version: '2',
    asked: null,
    told: { counts: { seen: 40, 'not-seen': 60 }, total: 100 },
  })
})

test('nobody asked and nobody told: no figures', () => {
  expect(figures({ 'other-yes': 500, 'other-no': 50 })).toBeNull()
})

test('a few who said no are not shown, nor how many were asked in all', () => {
  const people = { yes: 400, no: 3, later: 30, 'not-yet': 150, 'other-yes': 60, 'other-no': 40 }
  expect(figures(people)?.asked).toEqual({ counts: { yes: 400, no: null, later: 30, 'not-yet': 150 }, total: null })
})

test('a few who said yes without being asked hide one who was: the rest of all who say yes would be these few', () => {
  const people = { yes: 400, no: 20, later: 30, 'not-yet': 150, 'other-yes': 3, 'other-no': 40 }
  expect(figures(people)?.asked).toEqual({ counts: { yes: 400, no: 20, later: 30, 'not-yet': null }, total: null })
})

test('in its first weeks, with a few answers, how many have not answered is shown once enough others joined', () => {
  const counts = { yes: null, no: null, later: null, 'not-yet': 600 }
  expect(figures({ yes: 2, 'not-yet': 600, 'other-yes': 30 })?.asked).toEqual({ counts, total: null })
  expect(figures({ yes: 2, 'not-yet': 600, 'other-yes': 4 })?.asked?.counts['not-yet']).toBeNull()
})

test.each([
  ['asked', ['yes', 'later', 'not-yet', 'other-yes'], ['no', 'other-no'], 9],
  ['told', ['seen', 'not-seen', 'other-yes'], ['other-no'], 10],
  ['asked and told', ['yes', 'not-yet', 'seen', 'not-seen', 'other-yes'], ['no', 'other-no'], 7],
] as const)(
  'nothing small can be computed from all that a page shows, even by a reader who knows this program: %s',
  (_, ofYes, ofNo, most) => {
    const groups = everyGroup([...ofYes, ...ofNo])
    const possible = new Map<string, Set<number>[]>()
    for (const people of everyProgramme(ofYes, most)) {
      const page = pageOf(people)
      const values = possible.get(page) ?? groups.map(() => new Set<number>())
      groups.forEach((group, place) => {
        values[place]?.add(group.reduce((sum, stand) => sum + people[stand], 0))
      })
      possible.set(page, values)
    }
    const isThisKind = ({ asked, told }: CampaignFigures) =>
      (asked !== null) === ofYes.includes('yes' as never) && (told !== null) === ofYes.includes('seen' as never)
    const computed = [...possible].flatMap(([page, values]) => {
      const { campaign } = JSON.parse(page) as { campaign: CampaignFigures | null }
      if (!campaign || !isThisKind(campaign)) return []
      const known = values.findIndex((all) => all.size === 1 && Math.max(...all) < 3)
      return known === -1 ? [] : [`${groups[known]?.join(' + ')} from ${page}`]
    })
    expect(computed).toEqual([])
    expect(possible.size).toBeGreaterThan(most)
  },
)

/** Every programme with at most so many who say yes, and at most six who say no: none that gives the same page is missing. */
function* everyProgramme(ofYes: readonly (keyof CampaignCounts)[], most: number): Generator<CampaignCounts> {
  for (const yes of everyList(ofYes.length, most)) {
    for (const [no = 0, others = 0] of everyList(2, 6)) {
      yield {
        ...NOBODY,
        ...Object.fromEntries(ofYes.map((stand, place) => [stand, yes[place] ?? 0])),
        no,
        'other-no': others,
      }
    }
  }
}

/** What a page shows of these people: how many say yes, how many no, and the campaign. */
function pageOf(people: CampaignCounts): string {
  const { yes, later, seen, no } = people
  const allYes = yes + later + people['not-yet'] + seen + people['not-seen'] + people['other-yes']
  const totals = [allYes, no + people['other-no']].map((count) => suppressed([count], 3).total)
  return JSON.stringify({ totals, campaign: campaignFigures('2', people, 3) })
}

function everyGroup<One>(stands: readonly One[]): One[][] {
  const [first, ...others] = stands
  if (first === undefined) return []
  const without = everyGroup(others)
  return [[first], ...without, ...without.map((group) => [first, ...group])]
}

function everyList(length: number, most: number): number[][] {
  if (length === 0) return [[]]
  return Array.from({ length: most + 1 }, (_, first) => first).flatMap((first) =>
    everyList(length - 1, most - first).map((rest) => [first, ...rest]),
  )
}
