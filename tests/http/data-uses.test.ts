import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { type RunningServer, startServer } from '#app/server.ts'
import { aStaffMember, PASSWORD, type TestStaff } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aProgramme } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { staffBuild } from './support/staff-build.ts'

let world: TestPortal
let server: RunningServer
let editor: Browser
let approver: Browser
let stranger: Browser

beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world, 'lung')
  await aProgramme(world, 'breast')
  server = await startServer(world.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
  editor = await desk(await aStaffMember(world, [{ role: 'editor', programmeId: 'lung' }]))
  approver = await desk(await aStaffMember(world, [{ role: 'approver', programmeId: 'lung' }]))
  stranger = await desk(await aStaffMember(world, [{ role: 'approver', programmeId: 'breast' }]))
})
afterAll(async () => {
  await server.close()
  await world.close()
})

async function desk({ email }: TestStaff): Promise<Browser> {
  const browser = aBrowser(server.url)
  await browser.post('/en/staff/sign-in', { email, password: PASSWORD })
  return browser
}

const NEW = '/en/staff/data-uses/new'

const PARTICULARS = {
  legal_basis: 'altruism',
  purpose: 'ai-development',
  recipient: 'public-research',
  region: 'SI',
  data: 'imaging-ct',
  organisation: 'Demo University',
  tool_name: 'demo-finder',
  tool_version: '1',
  approval_reference: 'DEMO-1',
  starts_on: '2026-01-01',
  ends_on: '2098-01-01',
}

const DRAFT = { ...PARTICULARS, programme: 'lung', words: 'en', title: 'A made-up project' }

async function aDraft(languages: readonly string[] = LANGUAGES): Promise<string> {
  const begun = await editor.post(NEW, DRAFT)
  expect(begun.status).toBe(303)
  const place = begun.headers.get('Location')?.split('?')[0] ?? ''
  for (const words of languages) {
    const written = { intent: 'write', words, title: `Title ${words}`, summary: `Summary ${words}` }
    expect((await editor.post(place, written)).status).toBe(303)
  }
  return place
}

async function drafts(): Promise<number> {
  const [row] = await world.owner.as('public', (tx) =>
    tx.execute<{ n: number }>(sql`select count(*)::int as n from data_uses`),
  )
  return row?.n ?? 0
}

test('a data use is drafted by one, approved by another, suspended, resumed and ended; and changed by nobody', async () => {
  const place = await aDraft()
  const asks = async (browser: Browser, intent: string, more = {}) =>
    (await browser.post(place, { intent, ...more })).status
  expect(await asks(editor, 'approve')).toBe(403)
  expect(await (await approver.get(place)).text()).not.toContain('How many people it meets')
  expect(await asks(approver, 'approve')).toBe(303)

  const page = await (await approver.get(place)).text()
  expect(page).toContain('What was approved')
  expect(page).toContain('How many people it meets')
  const wider = { ...PARTICULARS, recipient: 'company' }
  expect(await asks(editor, 'save', wider)).toBe(422)
  expect(await asks(editor, 'write', { words: 'en', title: 'Another', summary: 'Another' })).toBe(422)
  expect(await asks(editor, 'suspend')).toBe(403)
  const steps = ['resume', 'suspend', 'suspend', 'resume', 'end', 'end', 'resume', 'approve']
  const answers: number[] = []
  for (const step of steps) answers.push(await asks(approver, step))
  expect(answers).toEqual([422, 303, 422, 303, 303, 422, 422, 422])
})

test.each<[string, Record<string, string>]>([
  ['a purpose that nobody knows', { purpose: 'world-peace' }],
  ['a recipient that nobody knows', { recipient: 'anyone' }],
  ['a region that nobody knows', { region: 'XX' }],
  ['data that nobody knows', { data: 'diary' }],
  ['no data', { data: '' }],
  ['an end before its start', { ends_on: '2025-12-31' }],
  ['a day that does not exist', { ends_on: '2027-02-30' }],
  ['a day in other words', { starts_on: 'tomorrow' }],
  ['no number of an approval', { approval_reference: '' }],
  ['no title', { title: '' }],
  ['no ground', { legal_basis: '' }],
  ['a tool of endless length', { tool_name: 'x'.repeat(300) }],
])('a draft with %s is given back, and nothing is stored', async (_, wrong) => {
  const before = await drafts()
  const answer = await editor.post(NEW, { ...DRAFT, ...wrong })
  expect([400, 422]).toContain(answer.status)
  const [, summary = ''] = /role="alert"(.*?)<form/s.exec(await answer.text()) ?? []
  expect(summary, 'the summary says which field it is about').toMatch(/<a href="#\w+">[^<]+ – /)
  expect(await drafts()).toBe(before)
})

test('one programme’s data uses are nothing to another’s staff', async () => {
  const place = await aDraft([])
  expect((await stranger.get(place)).status).toBe(403)
  expect((await stranger.post(place, { intent: 'approve' })).status).toBe(403)
  expect(await (await stranger.get('/en/staff/data-uses')).text()).not.toContain(place)
  expect((await editor.post(NEW, { ...DRAFT, programme: 'breast' })).status).toBe(403)
  expect((await approver.get('/en/staff/data-uses/none')).status).toBe(404)
  expect((await approver.get(NEW)).status).toBe(403)
})

test('a draft is thrown away by an editor who saw it as it is; what was approved stays', async () => {
  const place = await aDraft()
  const [, edition = ''] = /name="edition" value="([^"]+)"/.exec(await (await editor.get(place)).text()) ?? []
  await editor.post(place, { intent: 'write', words: 'en', title: 'Written by somebody else', summary: 'Since' })
  expect((await editor.post(place, { intent: 'discard', edition })).status).toBe(422)
  expect((await approver.post(place, { intent: 'discard' })).status).toBe(403)
  expect((await stranger.post(place, { intent: 'discard' })).status).toBe(403)
  expect((await editor.get(place)).status).toBe(200)

  const before = await drafts()
  const asks = 'Throw this draft away'
  const [page, readBy] = [await (await editor.get(place)).text(), await (await approver.get(place)).text()]
  expect(page, 'behind a first tap, with what it means').toMatch(
    new RegExp(`<summary>.*${asks}.*<form.*value="discard"`),
  )
  expect(readBy).not.toContain(asks)
  const list = (await editor.post(place, { intent: 'discard' })).headers.get('Location') ?? ''
  expect(list).toBe('/en/staff/data-uses?done=discard')
  const after = await (await editor.get(list)).text()
  expect(after).toContain('role="status"')
  expect(after).not.toContain('Written by somebody else')
  expect(await drafts()).toBe(before - 1)
  expect((await editor.get(place)).status).toBe(404)

  const approved = await aDraft()
  await approver.post(approved, { intent: 'approve' })
  expect((await editor.post(approved, { intent: 'discard' })).status).toBe(422)
  expect((await editor.get(approved)).status).toBe(200)
})

test('what two people write at once is not written over, however often the second sends it', async () => {
  const place = await aDraft([])
  const [, edition = ''] = /name="edition" value="([^"]+)"/.exec(await (await editor.get(place)).text()) ?? []
  const words = (title: string) => ({ intent: 'write', words: 'en', title, summary: 'A summary', edition })
  expect((await editor.post(place, words('Hers'))).status).toBe(303)
  const late = await editor.post(place, words('His'))
  expect(late.status).toBe(422)
  const page = await late.text()
  expect(page).toContain(`name="edition" value="${edition}"`)
  expect(page).toContain('Open it as it is now')
  expect((await editor.post(place, words('His'))).status).toBe(422)
  const save = { ...PARTICULARS, intent: 'save', edition, organisation: 'Another' }
  expect(await (await editor.post(place, save)).text()).toContain(`name="edition" value="${edition}"`)
  expect(await (await editor.get(`${place}?words=en`)).text()).toContain('Hers')
})
