import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mondayOf } from '#app/domain/impact/week.ts'
import { readWeeklyFigures } from '#app/services/read-weekly-figures.server.ts'
import { voidClaim } from '#app/services/void-claim.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { countAnswersByHospital } from '#db/queries/figures.server.ts'
import { findProgramme, type Programme } from '#db/queries/programmes.server.ts'
import { organisations, weeklyFigures } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

const LAST_WEEK = new Date('2026-06-03T10:00:00Z')
const TUESDAY = new Date('2026-06-09T10:00:00Z')
const NEXT_TUESDAY = new Date('2026-06-16T10:00:00Z')

let world: TestPortal
let programme: Programme
let people: TestContributor[]

beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world, 'lung')
  const [large, small] = [await aNode(world, ['lung']), await aNode(world, ['lung'])]
  for (const [place, { organisationId }] of [large, small].entries()) {
    await world.owner.as('public', (tx) =>
      tx
        .update(organisations)
        .set({ name: ['Large', 'Small'][place] ?? '' })
        .where(eq(organisations.id, organisationId)),
    )
  }
  programme = (await world.portal.db.as('public', (tx) => findProgramme(tx, 'lung'))) as Programme
  world.setTime(LAST_WEEK)
  people = []
  for (let person = 0; person < 24; person++) people.push(await aContributor(world, large.organisationId))
  for (let person = 0; person < 11; person++) people.push(await aContributor(world, small.organisationId))
  for (const [place, person] of people.entries()) await answers(world, person, place < 20 || place > 24 ? 'yes' : 'no')
})

afterAll(() => world.close())

test('a week begins on Monday', () => {
  expect(mondayOf(new Date('2026-06-07T23:59:59Z'))).toBe('2026-06-01')
  expect(mondayOf(new Date('2026-06-08T00:00:00Z'))).toBe('2026-06-08')
})

test('figures are those of Monday, and the same all week whatever happens in it', async () => {
  world.setTime(TUESDAY)
  const [first] = people
  await withdrawConsent(world.portal, {
    contributorId: first?.id ?? '',
    programmeId: 'lung',
    tier: 'stop',
    snapshot: SNAPSHOT,
  })
  const seen = await readWeeklyFigures(world.portal, programme)
  expect(seen.week).toBe('2026-06-08')
  expect(seen.figures.byHospital).toEqual({
    rows: [
      { key: 'Large', counts: [20, null, null], total: null },
      { key: 'Small', counts: [10, null, null], total: null },
    ],
    columnTotals: [30, null, null],
    total: null,
  })
  expect(seen.figures.byLanguage.rows).toEqual([{ key: 'en', counts: [30, null, null], total: null }])

  await voidClaim(world.portal, { enrolmentId: people[1]?.enrolmentId ?? '' })
  expect(await readWeeklyFigures(world.portal, programme)).toEqual(seen)
})

test('the week after, a withdrawal and a voided claim are counted', async () => {
  world.setTime(NEXT_TUESDAY)
  const { figures } = await readWeeklyFigures(world.portal, programme)
  expect(figures.byLanguage.columnTotals).toEqual([28, null, null])
})

test('a kept week cannot be changed, and nothing but the figures task counts people', async () => {
  const change = world.portal.db.as('public', (tx) => tx.update(weeklyFigures).set({ week: '2026-01-05' }))
  await expect(change).rejects.toThrow()
  expect(await world.portal.db.as('public', (tx) => countAnswersByHospital(tx, 'lung', '2026-06-08'))).toEqual([])
})
