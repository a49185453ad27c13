import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { confirmRegistered } from '#app/services/confirm-registered.server.ts'
import { correctAtDesk } from '#app/services/correct-at-desk.server.ts'
import { endRegistered } from '#app/services/end-registered.server.ts'
import { readRegistered } from '#app/services/read-registered.server.ts'
import { registerRepresentative } from '#app/services/register-representative.server.ts'
import { findRepresentationsOf } from '#db/queries/representations.server.ts'
import { aStaffMember, PASSWORD } from '#tests/services/support/staff.ts'
import { aBrowser } from '#tests/support/browser.ts'
import { aContributor, aNode, aProgramme, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { accepts, invitation, represents } from '#tests/support/representation.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { staffBuild } from './support/staff-build.ts'

const PAGE = '/en/staff/desk/representatives'
const CHILD = { birth_day: '5', birth_month: '3', birth_year: String(new Date().getUTCFullYear() - 10) }

let accord: TestPortal
let server: RunningServer
let node: TestNode
let child: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord, 'lung')
  node = await aNode(accord, ['lung'])
  child = await aContributor(accord, node.organisationId)
  server = await startServer(accord.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
})
afterAll(async () => {
  await server.close()
  await accord.close()
})

async function aClerk(organisationId = node.organisationId) {
  const { id, email } = await aStaffMember(accord, [{ role: 'clerk', organisationId }])
  const browser = aBrowser(server.url)
  await browser.post('/en/staff/sign-in', { email, password: PASSWORD })
  return { clerk: { staffId: id, organisationId }, browser }
}

const registered = (clerk: { staffId: string; organisationId: string }) => readRegistered(accord.portal, clerk, 'en')

test('two clerks register who acts for a minor, hand over what opens it, and end it', async () => {
  const { clerk, browser } = await aClerk()
  const second = await aClerk()
  const sent = await browser.post(PAGE, { act: 'register', pseudonym: child.pseudonym, ...CHILD })
  expect(sent.headers.get('Location')).toBe(PAGE)
  const [entered] = await registered(clerk)
  expect(entered).toMatchObject({ state: 'to-confirm', lastDay: `${Number(CHILD.birth_year) + 18}-03-04` })
  const invited = await invitation(accord, entered?.id ?? '')
  const confirm = { act: 'confirm', representation: invited.id }
  expect([(await browser.post(PAGE, confirm)).status, (await accepts(accord, invited, null)).ok]).toEqual([422, false])
  const [before, offered] = [await (await browser.get(PAGE)).text(), await (await second.browser.get(PAGE)).text()]
  expect([before.includes('value="confirm"'), before.includes(invited.code)]).toEqual([false, false])
  expect([offered.includes('value="confirm"'), offered.includes(invited.code)]).toEqual([true, false])
  expect((await second.browser.post(PAGE, confirm)).status).toBe(303)

  const [one] = await registered(clerk)
  expect(one?.state).toBe('waiting')
  expect(await (await browser.get(PAGE)).text()).toContain(one?.invitation?.code)

  expect((await accepts(accord, await invitation(accord, one?.id ?? ''), null)).ok).toBe(true)
  const page = await (await browser.get(PAGE)).text()
  expect([page.includes('This person may act now.'), page.includes(one?.invitation?.code ?? '')]).toEqual([true, false])
  await browser.post(PAGE, { act: 'end', representation: one?.id ?? '' })
  expect((await registered(clerk))[0]?.state).toBe('ended')
})

test('the birth date is in no table', async () => {
  const year = CHILD.birth_year
  const found = await accord.owner.as('public', async (tx) => {
    const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from
      (select row::text as text from representations as row union all select row::text from audit as row
       union all select row::text from contributors as row) all_rows where text like ${`%${year}-03-05%`}`)
    return row?.n
  })
  expect(found).toBe(0)
})

test.each([
  [{ pseudonym: 'nobody-at-all-here' }, 'nobody by this pseudonym'],
  [{ birth_year: '1950' }, 'This person is of age already'],
  [{ birth_year: '2999' }, 'This birth date is in the future'],
  [{ birth_day: '31', birth_month: '2' }, 'There is no such day'],
  [{ pseudonym: '' }, 'Please fill this in'],
])('nothing is registered with %o', async (changes, sentence) => {
  const { clerk, browser } = await aClerk()
  const before = (await registered(clerk)).length
  const again = await browser.post(PAGE, { act: 'register', pseudonym: child.pseudonym, ...CHILD, ...changes })
  expect([again.ok, (await again.text()).includes(sentence)]).toEqual([false, true])
  expect(await registered(clerk)).toHaveLength(before)
})

test('a country whose age of majority is not written down registers nobody, and opens no record', async () => {
  const elsewhere = await aNode(accord, ['lung'], 'XX')
  const person = await aContributor(accord, elsewhere.organisationId)
  const { clerk } = await aClerk(elsewhere.organisationId)
  const asked = { clerk, pseudonym: person.pseudonym, birthDate: '2020-01-01' }
  expect(await registerRepresentative(accord.portal, asked)).toEqual({ ok: false, refusal: 'majority-not-known' })
})

test('another hospital’s clerk registers nobody here, and ends neither what is here nor what people agreed', async () => {
  const elsewhere = await aNode(accord, ['lung'])
  const { clerk } = await aClerk(elsewhere.organisationId)
  const asked = { clerk, pseudonym: child.pseudonym, birthDate: '2020-01-01' }
  expect(await registerRepresentative(accord.portal, asked)).toMatchObject({ refusal: 'nobody-by-this-pseudonym' })
  const own = await represents(accord, child, await aContributor(accord, node.organisationId))
  for (const who of [clerk, (await aClerk()).clerk]) {
    expect(await endRegistered(accord.portal, { clerk: who, representationId: own.id })).toEqual({
      ok: false,
      refusal: 'representation-not-found',
    })
  }
})

test('it ends where the letter turns out to have reached somebody else', async () => {
  const { clerk } = await aClerk()
  const { pseudonym, id: contributorId } = await aContributor(accord, node.organisationId)
  const made = await registerRepresentative(accord.portal, { clerk, pseudonym, birthDate: '2020-01-01' })
  const own = await represents(accord, { id: contributorId }, null)
  await correctAtDesk(accord.portal, { clerk, pseudonym, correction: 'not-hers', other: null })
  const rows = await accord.owner.as('public', (tx) => findRepresentationsOf(tx, contributorId))
  const ended = rows.filter(({ endedAt }) => endedAt).map(({ id }) => id)
  expect(ended).toEqual(made.ok ? [made.event.id] : [])
  expect(ended).not.toContain(own.id)
})

test('whoever is no clerk any more registers nobody, and confirms nothing', async () => {
  const { clerk } = await aClerk()
  const waiting = await registerRepresentative(accord.portal, {
    ...{ clerk: (await aClerk()).clerk, pseudonym: child.pseudonym, birthDate: '2020-01-01' },
  })
  await accord.owner.as('public', (tx) => tx.execute(sql`delete from staff_roles where staff_id = ${clerk.staffId}`))
  const asked = { clerk, pseudonym: child.pseudonym, birthDate: '2020-01-01' }
  expect(await registerRepresentative(accord.portal, asked)).toEqual({ ok: false, refusal: 'not-allowed' })
  const representationId = waiting.ok ? waiting.event.id : ''
  expect(await confirmRegistered(accord.portal, { clerk, representationId })).toMatchObject({ refusal: 'not-allowed' })
})

test('the database too lets nobody accept what one clerk alone registered', async () => {
  const { clerk } = await aClerk()
  const made = await registerRepresentative(accord.portal, {
    clerk,
    pseudonym: child.pseudonym,
    birthDate: '2020-01-01',
  })
  const id = made.ok ? made.event.id : ''
  const accept = sql`update representations set accepted_at = now() where id = ${id}`
  const alone = sql`update representations set confirmed_at = now(), confirmed_by = entered_by where id = ${id}`
  for (const change of [accept, alone]) {
    await expect(accord.owner.as('public', (tx) => tx.execute(change))).rejects.toThrow()
  }
})
