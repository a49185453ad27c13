import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { aStaffMember, PASSWORD, type TestStaff } from '#tests/services/support/staff.ts'
import { aBrowser } from '#tests/support/browser.ts'
import { aContributor, aNode, aProgramme, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { staffBuild } from './support/staff-build.ts'

const PAGE = '/en/staff/desk/death'

let accord: TestPortal
let server: RunningServer
let node: TestNode
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord, 'lung')
  node = await aNode(accord, ['lung'])
  person = await aContributor(accord, node.organisationId)
  server = await startServer(accord.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
})
afterAll(async () => {
  await server.close()
  await accord.close()
})

async function signedIn({ email }: TestStaff) {
  const browser = aBrowser(server.url)
  await browser.post('/en/staff/sign-in', { email, password: PASSWORD })
  return browser
}

const aClerk = async () =>
  signedIn(await aStaffMember(accord, [{ role: 'clerk', organisationId: node.organisationId }]))

test('one clerk enters a death, another one confirms it, and a mistake is taken back', async () => {
  const [one, other] = [await aClerk(), await aClerk()]
  const entered = await one.post(PAGE, { intent: 'enter', pseudonym: person.pseudonym, died_on: '2026-01-02' })
  expect(entered.headers.get('Location')).toBe(`${PAGE}?done=entered`)
  const own = await (await one.get(PAGE)).text()
  expect(own).toContain('You entered this.')
  expect(own).not.toContain('Confirm this death')

  const report = /name="report" value="([^"]+)"/.exec(await (await other.get(PAGE)).text())?.[1] ?? ''
  expect((await one.post(PAGE, { intent: 'confirm', report })).status).toBe(422)
  const confirmed = await other.post(PAGE, { intent: 'confirm', report })
  expect(confirmed.headers.get('Location')).toBe(`${PAGE}?done=confirmed`)
  const back = await one.post(PAGE, { intent: 'take-back', report })
  expect(back.headers.get('Location')).toBe(`${PAGE}?done=taken-back`)
})

test('a report that cannot be entered comes back with what to look at', async () => {
  const clerk = await aClerk()
  for (const [sent, sentence] of [
    [{}, 'Please fill'],
    [{ pseudonym: 'nobody-at-all-here', died_on: '2026-01-02' }, 'nobody by this pseudonym'],
    [{ pseudonym: person.pseudonym, died_on: '2999-01-01' }, 'has not come yet'],
    [{ pseudonym: person.pseudonym, died_on: '2026-02-30' }, 'There is no such day'],
  ] as const) {
    const answer = await clerk.post(PAGE, { intent: 'enter', ...sent })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await answer.text()).toContain(sentence)
  }
})

test('nobody but a clerk reports a death', async () => {
  const editor = await signedIn(await aStaffMember(accord, [{ role: 'editor', programmeId: 'lung' }]))
  expect((await editor.get(PAGE)).status).toBe(403)
  expect(
    (await editor.post(PAGE, { intent: 'enter', pseudonym: person.pseudonym, died_on: '2026-01-02' })).status,
  ).toBe(403)
  expect((await aBrowser(server.url).get(PAGE)).headers.get('Location')).toContain('/en/staff/sign-in')
})
