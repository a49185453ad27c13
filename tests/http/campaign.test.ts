import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CampaignCounts, campaignFigures } from '#app/domain/impact/campaign-figures.ts'
import { mondayOf } from '#app/domain/impact/week.ts'
import { figureTable } from '#app/domain/impact/weekly-figures.ts'
import { type RunningServer, startServer } from '#app/server.ts'
import { weeklyFigures } from '#db/schema/index.ts'
import { aStaffMember, PASSWORD } from '#tests/services/support/staff.ts'
import { aBrowser } from '#tests/support/browser.ts'
import { aProgramme } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { staffBuild } from './support/staff-build.ts'

const PEOPLE: CampaignCounts = {
  ...{ yes: 412, no: 3, later: 31, 'not-yet': 154, 'other-yes': 6262, 'other-no': 4747 },
  ...{ seen: 40, 'not-seen': 66 },
}

let accord: TestPortal
let server: RunningServer

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord, 'lung')
  await aProgramme(accord, 'breast')
  const at = accord.portal.clock.now()
  const none = figureTable([], [], 10)
  const figures = { byHospital: none, byLanguage: none, campaign: campaignFigures('2', PEOPLE, 10) }
  await accord.owner.as('public', (tx) =>
    tx.insert(weeklyFigures).values({ programmeId: 'lung', week: mondayOf(at), figures, takenAt: at }),
  )
  server = await startServer(accord.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
})
afterAll(async () => {
  await server.close()
  await accord.close()
})

/** The overview of an editor of one programme, and the data behind it. */
async function overviewOf(programmeId: string): Promise<[page: string, data: string]> {
  const { email } = await aStaffMember(accord, [{ role: 'editor', programmeId }])
  const browser = aBrowser(server.url)
  await browser.post('/en/staff/sign-in', { email, password: PASSWORD })
  return [await (await browser.get('/en/staff')).text(), await (await browser.get('/en/staff.data')).text()]
}

test('staff see how the newest version was met, and a dash for a few', async () => {
  const [page, data] = await overviewOf('lung')
  expect(page).toContain('The newest version of the form: 2')
  expect(page).toMatch(/Said yes<\/th><td class="number">412</)
  expect(page).toMatch(/Said no<\/th><td class="number not-shown"><span aria-hidden="true">–/)
  expect(page).toMatch(/Asked in all<\/th><td class="number not-shown">/)
  expect(page).toMatch(/Told in all<\/th><td class="number">106</)
  expect(data).not.toMatch(/6262|4747/)
})

test('where nobody was asked there is no such section, and staff of another programme see nothing of it', async () => {
  const [page, data] = await overviewOf('breast')
  expect(page).toContain('Answers by hospital')
  expect(page).not.toMatch(/newest version|Asked again|412/)
  expect(data).not.toContain('412')
})
