import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '#app/domain/day.ts'
import { askAgain } from '#app/services/ask-again.server.ts'
import { confirmDeath } from '#app/services/confirm-death.server.ts'
import { enterDeath } from '#app/services/enter-death.server.ts'
import type { DeskClerk } from '#app/services/hold-desk.server.ts'
import { keepForNow } from '#app/services/keep-for-now.server.ts'
import { readStaffOverview } from '#app/services/read-staff-overview.server.ts'
import { readWeeklyFigures } from '#app/services/read-weekly-figures.server.ts'
import { seeChange } from '#app/services/see-change.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { countCampaign } from '#db/queries/campaign-figures.server.ts'
import { findProgramme, type Programme } from '#db/queries/programmes.server.ts'
import { consents, formVersions, programmes, reconsentRequests } from '#db/schema/index.ts'
import { aStaffMember } from '#tests/services/support/staff.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aForm, aNode, aProgramme, SNAPSHOT, type TestContributor } from '#tests/support/build.ts'
import { aClerk } from '#tests/support/paper.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

/** Weeks begin on Mondays: 1, 8, 15, 22 and 29 June 2026. Numbers below 2 are not shown here. */
const on = (day: number) => accord.setTime(new Date(Date.UTC(2026, 5, day, 10)))

let accord: TestPortal
let organisationId: string
let lung: Programme
let people: TestContributor[]
let joined: TestContributor[]

beforeAll(async () => {
  accord = await testPortal()
  on(1)
  await aProgramme(accord, 'lung')
  await aProgramme(accord, 'breast')
  await accord.owner.as('public', (tx) => tx.update(programmes).set({ suppressionThreshold: 2 }))
  organisationId = (await aNode(accord, ['lung'])).organisationId
  lung = (await accord.portal.db.as('public', (tx) => findProgramme(tx, 'lung'))) as Programme
  people = await Promise.all(Array.from({ length: 12 }, () => aContributor(accord, organisationId)))
  for (const [place, person] of people.entries()) await answers(accord, person, place < 10 ? 'yes' : 'no')
})
afterAll(() => accord.close())

async function publishes(version: number, change: 'minor' | 'major'): Promise<string> {
  const form = { ...aForm('lung', String(version)), follows: `lung-${version - 1}`, change }
  const publishedAt = accord.portal.clock.now()
  await accord.owner.as('public', (tx) => tx.insert(formVersions).values({ ...form, publishedAt }))
  return form.id
}

const campaign = async () => (await readWeeklyFigures(accord.portal, lung)).figures.campaign

test('where nobody was asked there are no figures', async () => {
  expect(await campaign()).toBeNull()
})

test('those asked on Tuesday are counted from Monday on, as they stood by then, and the week stays as it was', async () => {
  on(9)
  const formId = await publishes(2, 'major')
  await askAgain(accord.portal)
  expect(await campaign()).toBeNull()

  for (const person of people.slice(0, 2)) await answers(accord, person, 'yes', { formId })
  for (const person of people.slice(2, 4)) await answers(accord, person, 'no', { formId })
  for (const person of people.slice(4, 6)) await saysLater(person, formId)
  const stopped = people[6] as TestContributor
  await withdrawConsent(accord.portal, {
    contributorId: stopped.id,
    programmeId: 'lung',
    tier: 'stop',
    snapshot: SNAPSHOT,
  })
  joined = await Promise.all([aContributor(accord, organisationId), aContributor(accord, organisationId)])
  for (const person of joined) await answers(accord, person, 'yes', { formId })

  on(16)
  for (const person of people.slice(8, 9)) await answers(accord, person, 'yes', { formId })
  const seen = await campaign()
  expect(seen).toEqual({
    version: '2',
    asked: { counts: { yes: 2, no: 2, later: 2, 'not-yet': 3 }, total: 9 },
    told: null,
  })
  for (const person of people.slice(9, 10)) await answers(accord, person, 'no', { formId })
  await forgets(people[7]?.id ?? '')
  expect(await campaign()).toEqual(seen)
})

test('of a minor version after it: who agreed to the one before was told; who did not is asked', async () => {
  const formId = await publishes(3, 'minor')
  await askAgain(accord.portal)
  for (const person of people.slice(0, 2)) await seeChange(accord.portal, { contributorId: person.id, formId })
  on(23)
  for (const person of joined) await seeChange(accord.portal, { contributorId: person.id, formId })
  const asked = { programmeId: 'lung', formId, week: '2026-06-22' }
  expect(await accord.portal.db.as({ task: 'figures' }, (tx) => countCampaign(tx, asked))).toEqual({
    ...{ yes: 0, no: 0, later: 0, 'not-yet': 3, 'other-yes': 0 },
    ...{ seen: 2, 'not-seen': 3, 'other-no': 5 },
  })
  expect(await campaign()).toEqual({
    version: '3',
    asked: { counts: { yes: null, no: null, later: null, 'not-yet': null }, total: null },
    told: { counts: { seen: 2, 'not-seen': 3 }, total: 5 },
  })
})

test('staff of another programme see none of it', async () => {
  const overviewOf = async (programmeId: string) => {
    const { id } = await aStaffMember(accord, [{ role: 'editor', programmeId }])
    return readStaffOverview(accord.portal, id)
  }
  expect((await overviewOf('lung')).map(({ figures }) => figures.campaign?.version)).toEqual(['3'])
  expect((await overviewOf('breast')).map(({ figures }) => figures.campaign)).toEqual([null])
})

test('a version that nobody had been told of by Monday has no figures yet', async () => {
  on(24)
  await publishes(4, 'major')
  on(30)
  await askAgain(accord.portal)
  expect(await campaign()).toBeNull()

  on(37)
  await publishes(5, 'major')
  expect(await campaign()).toMatchObject({ version: '4' })
})

test('whoever has died is asked no more; a yes of hers that goes on is one of those who were not reached', async () => {
  on(44)
  await askAgain(accord.portal)
  const counted = (week: string) =>
    accord.portal.db.as({ task: 'figures' }, (tx) => countCampaign(tx, { programmeId: 'lung', formId: 'lung-5', week }))
  const before = await counted('2026-07-20')
  const [stops, goesOn] = people as [TestContributor, TestContributor]
  await accord.owner.as('public', (tx) =>
    tx
      .update(consents)
      .set({ choices: sql`jsonb_set(choices, '{after_death}', '"go-on"')` })
      .where(eq(consents.contributorId, goesOn.id)),
  )
  const clerks = [await aClerk(accord, organisationId), await aClerk(accord, organisationId)] as const
  for (const person of [stops, goesOn]) await dies(person, clerks)
  expect(await counted('2026-07-20')).toEqual({
    ...before,
    'not-yet': before['not-yet'] - 2,
    'other-yes': before['other-yes'] + 1,
  })

  on(52)
  const formId = await publishes(6, 'major')
  await askAgain(accord.portal)
  const asked = await accord.owner.as('public', (tx) =>
    tx.select().from(reconsentRequests).where(eq(reconsentRequests.formId, formId)),
  )
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.map(({ contributorId }) => contributorId)).not.toContain(goesOn.id)
})

test('nothing but the figures task counts who was asked', async () => {
  const asked = { programmeId: 'lung', formId: 'lung-2', week: '2026-06-22' }
  const counted = await accord.portal.db.as('public', (tx) => countCampaign(tx, asked))
  expect(Object.values(counted).every((count) => count === 0)).toBe(true)
})

async function dies({ pseudonym }: TestContributor, [one, other]: readonly [DeskClerk, DeskClerk]) {
  const report = await enterDeath(accord.portal, { clerk: one, pseudonym, diedOn: dayOf(accord.portal.clock.now()) })
  return confirmDeath(accord.portal, { clerk: other, deathId: report.ok ? report.event.id : '' })
}

/** What closing an account takes from the campaign. */
function forgets(contributorId: string) {
  return accord.owner.as('public', (tx) =>
    tx.delete(reconsentRequests).where(eq(reconsentRequests.contributorId, contributorId)),
  )
}

function saysLater({ id }: TestContributor, formId: string) {
  const later = { contributorId: id, programmeId: 'lung', formId, snapshot: SNAPSHOT, askAgainOn: null }
  return keepForNow(accord.portal, later)
}
