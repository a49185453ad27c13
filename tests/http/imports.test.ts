import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Form } from '#app/domain/consent/form.ts'
import { type RunningServer, startServer } from '#app/server.ts'
import { settleImports } from '#app/services/settle-import.server.ts'
import { consents, enrolments } from '#db/schema/index.ts'
import { aNo, aPaper, type Cells, csvOf, enrolled } from '#tests/services/support/paper-import.ts'
import { aStaffMember, PASSWORD } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aWordedForm, publishes } from '#tests/support/worded-form.ts'
import { staffBuild } from './support/staff-build.ts'

const DESK = '/en/staff/desk/imports'

let world: TestPortal
let server: RunningServer
let node: TestNode
let form: Form
let ana: Browser
let bojan: Browser

beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world)
  form = aWordedForm('lung', '2')
  await publishes(world, form)
  node = await aNode(world, ['lung'])
  server = await startServer(world.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
  ana = await aClerk()
  bojan = await aClerk()
})
afterAll(async () => {
  await server.close()
  await world.close()
})

async function aClerk(organisationId = node.organisationId): Promise<Browser> {
  const { email } = await aStaffMember(world, [{ role: 'clerk', organisationId }])
  const browser = aBrowser(server.url)
  await browser.post('/en/staff/sign-in', { email, password: PASSWORD })
  return browser
}

/** Sends a file as the page's form does. */
function sends(browser: Browser, place: string, file: string | Uint8Array, fields: Record<string, string> = {}) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  body.set('file', new Blob([typeof file === 'string' ? file : new Uint8Array(file)]), 'papers.csv')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, 'Sec-Fetch-Site': 'same-origin' }
  return fetch(server.url + place, { method: 'POST', body, headers, redirect: 'manual' })
}

const checks = (browser: Browser, file: string | Uint8Array) => sends(browser, DESK, file, { form: form.id })

async function checked(rows: Cells[]): Promise<{ place: string; file: string }> {
  const file = csvOf(form, rows)
  const answer = await checks(ana, file)
  expect(answer.status).toBe(303)
  return { place: answer.headers.get('Location') ?? '', file }
}

const pageOf = async (browser: Browser, place: string) => (await browser.get(place)).text()

async function states(people: string[]): Promise<(string | undefined)[]> {
  const rows = await world.owner.as('public', (tx) =>
    tx
      .select({ pseudonym: enrolments.pseudonym, state: consents.state })
      .from(consents)
      .innerJoin(enrolments, eq(enrolments.contributorId, consents.contributorId)),
  )
  return people.map((one) => rows.find(({ pseudonym }) => pseudonym === one)?.state)
}

test('a clerk downloads the empty table, sends it filled in, and another clerk compares it with the papers', async () => {
  const people = await enrolled(world, node.organisationId, 2)
  const [one = '', two = ''] = people
  const template = await ana.get(`${DESK}/templates/${form.id}.csv`)
  expect(template.headers.get('Content-Disposition')).toBe('attachment; filename="lung-2.csv"')
  expect(await template.text()).toBe('pseudonym;form_version;signed_on;language;answer.take-part;answer.companies\r\n')

  const { place, file } = await checked([aPaper(form, one), aNo(form, two)])
  expect(await pageOf(ana, place)).toContain('Nothing is wrong with any row.')
  expect((await sends(ana, place, file, { intent: 'every-row' })).headers.get('Location')).toBe(place)
  expect(await states(people)).toEqual([undefined, 'refused'])

  const own = await pageOf(ana, place)
  expect(own).toContain('Somebody else at your hospital has to compare it')
  expect([own.includes('value="confirmed"'), own.includes(one)]).toEqual([false, false])
  const alone = await sends(ana, place, '', { intent: 'confirmed' })
  expect([alone.status, (await alone.text()).includes('Somebody else has to compare it')]).toEqual([422, true])

  const look = await pageOf(bojan, place)
  expect(look).toContain(one)
  expect(look).toContain('Yes, my scans')
  expect((await sends(bojan, place, '', { intent: 'confirmed' })).status).toBe(303)
  await settleImports(world.portal)
  expect(await states(people)).toEqual(['given', 'refused'])

  const none = await sends(bojan, place, '', { intent: 'row-incorrect', row: 'two' })
  expect([none.status, (await none.text()).includes('There is no such row here')]).toEqual([404, true])
  expect((await sends(bojan, place, '', { intent: 'row-incorrect', row: '2' })).status).toBe(303)
  expect(await states(people)).toEqual(['withdrawn', 'refused'])
  expect(await pageOf(ana, place)).toContain('No yes counts from it.')
})

test('of ten thousand rows the three bad ones are told, each with its column, and the others are entered only on request', async () => {
  const people = await enrolled(world, node.organisationId, 10_000)
  const rows = people.map((pseudonym) => aPaper(form, pseudonym))
  rows[16] = aPaper(form, people[16] ?? '', { signed_on: '=HYPERLINK("http://example.org")' })
  rows[5000] = aPaper(form, people[5000] ?? '', { 'answer.companies': 'maybe' })
  rows[9999] = aPaper(form, 'Ana Primer')
  const { place, file } = await checked(rows)
  const page = await pageOf(ana, place)
  expect(page).toContain('9,997')
  const report = await (await ana.get(`${place}/problems.csv`)).text()
  expect(report.split('\r\n').slice(1, 4)).toEqual([
    '18;signed_on;This is not a day written as 2025-03-01.',
    '5002;answer.companies;The form does not have this answer.',
    expect.stringMatching(/^10001;pseudonym;/),
  ])
  expect(page + report).not.toMatch(/Ana Primer|HYPERLINK|maybe/)

  const refused = await sends(ana, place, file, { intent: 'every-row' })
  expect([refused.status, (await refused.text()).includes('nothing was entered')]).toEqual([422, true])
  expect(await pageOf(ana, place)).toContain('Looked through. Nothing in it is entered.')
  expect((await sends(ana, place, file, { intent: 'good-rows' })).status).toBe(303)
  expect(await pageOf(ana, place)).toContain('Rows that wait</dt><dd>9,997</dd>')
})

test('the table of problems holds nothing that a spreadsheet would run', async () => {
  const header = 'pseudonym;form_version;signed_on;language;answer.take-part;answer.companies'
  const answer = await checks(ana, `${header};=cmd|' /C calc'!A0;@SUM(1)\nx\n`)
  const report = await (await ana.get(`${answer.headers.get('Location')}/problems.csv`)).text()
  expect(report).toContain("1;'=cmd|' /C calc'!A0;We do not know this column.")
  expect(report).toContain("1;'@SUM(1);We do not know this column.")
})

test.each<[string, string | Uint8Array, number, string]>([
  ['is not there', '', 400, 'Please fill this in.'],
  ['is in an older encoding', Uint8Array.from([0x61, 0xe8, 0x0a]), 422, 'This file is not in UTF-8.'],
  ['has a quote that never ends', 'a;"b\n', 422, 'the quotation marks do not fit together'],
  ['is larger than a page takes', 'x'.repeat(5 * 1024 * 1024), 413, 'This file is too large.'],
])('a file that %s is refused, and says why', async (_what, file, status, told) => {
  const answer = await checks(ana, file)
  expect([answer.status, (await answer.text()).includes(told)]).toEqual([status, true])
})

test('a hospital’s files are its clerks’ alone', async () => {
  const [one = ''] = await enrolled(world, node.organisationId, 1)
  const { place, file } = await checked([aPaper(form, one)])
  const stranger = await aClerk((await aNode(world, ['lung'])).organisationId)
  for (const path of [place, `${place}/problems.csv`]) expect((await stranger.get(path)).status).toBe(404)
  expect((await sends(stranger, place, file, { intent: 'every-row' })).status).toBe(404)
  expect(await pageOf(stranger, DESK)).not.toContain(place)

  const { email } = await aStaffMember(world, [{ role: 'editor', programmeId: 'lung' }])
  const editor = aBrowser(server.url)
  await editor.post('/en/staff/sign-in', { email, password: PASSWORD })
  expect((await editor.get(DESK)).status).toBe(403)
  expect((await checks(editor, file)).status).toBe(403)
  expect((await aBrowser(server.url).get(place)).status).toBe(302)
})
