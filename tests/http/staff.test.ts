import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { type RunningServer, startServer } from '#app/server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { staffRoles } from '#db/schema/index.ts'
import { aStaffMember, PASSWORD, type TestStaff } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aContributor, aDataUse, aNode, aProgramme } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { staffBuild } from './support/staff-build.ts'

let world: TestPortal
let server: RunningServer
let use: { id: string }
let ana: TestStaff
let bojan: TestStaff
let stranger: TestStaff

beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world, 'lung')
  await aProgramme(world, 'breast')
  use = await aDataUse(world, 'lung')
  ana = await aStaffMember(world, [{ role: 'editor', programmeId: 'lung' }])
  bojan = await aStaffMember(world, [{ role: 'approver', programmeId: 'lung' }])
  stranger = await aStaffMember(world, [{ role: 'editor', programmeId: 'breast' }])
  server = await startServer(world.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
})
beforeEach(() => world.setTime(null))
afterAll(async () => {
  await server.close()
  await world.close()
})

async function desk({ email }: TestStaff): Promise<Browser> {
  const browser = aBrowser(server.url)
  const answer = await browser.post('/en/staff/sign-in', { email, password: PASSWORD })
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/en/staff'])
  return browser
}

const WORDS = {
  title: 'What was learned <script>alert(1)</script>',
  lead: 'In short',
  body: 'It found more.\n\nIt did not work for old scanners.',
  figure_title: 'How it did',
  unit: 'scans',
  row_label_1: 'Agreed',
  row_value_1: '4610',
  row_label_2: 'False alarms',
  row_value_2: '7',
  row_label_3: 'Missed',
  row_value_3: '3471',
  what_next: 'We go on.',
}

/** A draft in these languages; returns its address. */
async function aDraft(browser: Browser, languages: readonly string[] = LANGUAGES): Promise<string> {
  const begun = await browser.post('/en/staff/summaries/new', {
    programme: 'lung',
    title: 'What was learned',
    data_use: use.id,
  })
  const place = begun.headers.get('Location')?.split('?')[0] ?? ''
  for (const words of languages) {
    const saved = await browser.post(place, { ...WORDS, intent: 'save', words, data_use: use.id })
    expect(saved.status).toBe(303)
  }
  return place
}

async function aPublishedSummary(): Promise<string> {
  const place = await aDraft(await desk(ana))
  await (await desk(ana)).post(place, { intent: 'submit' })
  const approver = await desk(bojan)
  expect((await approver.post(place, { intent: 'publish' })).headers.get('Location')).toContain('done=publish')
  const html = await (await approver.get(place)).text()
  return /href="(\/en\/impact\/[^"]+)"/.exec(html)?.[1] ?? ''
}

test('an editor writes, an approver publishes, anyone reads: figure, table, and no script', async () => {
  const address = await aPublishedSummary()
  const page = await fetch(server.url + address)
  expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'none'")
  const html = await page.text()
  expect(html).toContain('What was learned &lt;script&gt;')
  expect(html).not.toMatch(/<script|style="/)
  expect(html).toMatch(/<svg class="bars"[^>]* role="img" aria-label="[^"]*How it did/)
  expect(html).toMatch(/<th scope="row">Agreed<\/th><td class="number">4,610</)
  expect(html).toContain('It did not work for old scanners.')
  expect(await (await fetch(`${server.url}/en/impact`)).text()).toContain(`href="${address}"`)
})

test('a small number is neither on the page nor in the data behind it, and one more goes with it', async () => {
  const address = await aPublishedSummary()
  const [page, behind] = [await fetch(server.url + address), await fetch(`${server.url}${address}.data`)]
  for (const text of [await page.text(), await behind.text()]) {
    expect(text).toMatch(/4,?610/)
    expect(text).not.toMatch(/>7<|3,?471/)
  }
})

test('every page of staff leads a stranger to sign in, a contributor too', async () => {
  const contributor = await aContributor(world, (await aNode(world, ['lung'])).organisationId)
  const browser = aBrowser(server.url)
  const secret = await openSession(world.portal, { contributorId: contributor.id })
  for (const name of ['__Host-accord', '__Host-accord-staff']) browser.cookies.set(name, secret)
  const place = await aDraft(await desk(ana), ['en'])
  for (const path of ['/en/staff', '/en/staff/summaries', '/en/staff/summaries/new', place, `${place}/preview`]) {
    const answer = await browser.get(path)
    expect([path, answer.status]).toEqual([path, 302])
    expect(answer.headers.get('Location')).toMatch(/^\/en\/staff\/sign-in\?next=/)
  }
  expect((await browser.post(place, { intent: 'submit' })).headers.get('Location')).toContain('/staff/sign-in')
})

test('staff of another programme are refused each summary and each action', async () => {
  const place = await aDraft(await desk(ana), ['en'])
  const other = await desk(stranger)
  expect((await other.get(place)).status).toBe(403)
  expect((await other.get(`${place}/preview`)).status).toBe(403)
  for (const intent of ['save', 'submit', 'publish', 'send-back', 'retire', 'correct']) {
    expect([intent, (await other.post(place, { ...WORDS, intent })).status]).toEqual([intent, 403])
  }
  expect(await (await other.get('/en/staff/summaries')).text()).not.toContain(place)
})

test('a role that was taken away is gone with the next request', async () => {
  const leaving = await aStaffMember(world, [{ role: 'editor', programmeId: 'lung' }])
  const browser = await desk(leaving)
  const place = await aDraft(browser, ['en'])
  await world.owner.as('public', (tx) => tx.delete(staffRoles).where(eq(staffRoles.staffId, leaving.id)))
  expect((await browser.get(place)).status).toBe(403)
  expect((await browser.post(place, { ...WORDS, intent: 'save' })).status).toBe(403)
})

test('publishing long after signing in asks for the password, and never shows it again', async () => {
  const place = await aDraft(await desk(ana))
  await (await desk(ana)).post(place, { intent: 'submit' })
  const approver = await desk(bojan)
  world.setTime(new Date(Date.now() + 20 * 60_000))
  expect(await (await approver.get(place)).text()).toContain('name="password"')
  expect((await approver.post(place, { intent: 'publish' })).status).toBe(422)
  const wrong = await approver.post(place, { intent: 'publish', password: 'a-wrong-guess' })
  expect([wrong.status, (await wrong.text()).includes('a-wrong-guess')]).toEqual([422, false])
  expect((await approver.post(place, { intent: 'publish', password: PASSWORD })).status).toBe(303)
})

test('signing in ends the session before it, and signing out ends this one', async () => {
  const browser = await desk(ana)
  const before = browser.cookies.get('__Host-accord-staff') ?? ''
  await browser.post('/en/staff/sign-in', { email: ana.email, password: PASSWORD })
  const after = browser.cookies.get('__Host-accord-staff') ?? ''
  expect(after).not.toBe(before)
  const isIn = async (secret: string) => {
    const visitor = aBrowser(server.url)
    visitor.cookies.set('__Host-accord-staff', secret)
    return (await visitor.get('/en/staff')).status === 200
  }
  expect([await isIn(before), await isIn(after)]).toEqual([false, true])
  await browser.post('/en/staff/sign-out', {})
  expect(await isIn(after)).toBe(false)
})

test('an unknown e-mail and a wrong password get one and the same page', async () => {
  const tries = [ana.email, 'nobody@accord.example'].map(async (email) => {
    const answer = await aBrowser(server.url).post('/en/staff/sign-in', { email, password: 'a-wrong-guess' })
    return [answer.status, (await answer.text()).replace(email, '')]
  })
  const [known, unknown] = await Promise.all(tries)
  expect(known?.[0]).toBe(422)
  expect(unknown).toEqual(known)
  expect(known?.[1]).not.toContain('a-wrong-guess')
})

test('a figure that is no number comes back with what was typed', async () => {
  const browser = await desk(ana)
  const place = await aDraft(browser, ['en'])
  const again = await browser.post(place, { ...WORDS, intent: 'save', words: 'en', row_value_1: 'many', lead: 'Kept' })
  const html = await again.text()
  expect([again.status, html.includes('value="many"'), html.includes('>Kept<')]).toEqual([422, true, true])
})

test('a reader whose language is missing is told so, and reads English', async () => {
  const place = await aDraft(await desk(ana), ['en', 'sl'])
  await (await desk(ana)).post(place, { intent: 'submit' })
  const approver = await desk(bojan)
  expect((await approver.post(place, { intent: 'publish' })).status).toBe(422)
  await approver.post(place, { intent: 'publish', with_notice: 'yes' })
  const address = /href="(\/en\/impact\/[^"]+)"/.exec(await (await approver.get(place)).text())?.[1] ?? ''
  const html = await (await fetch(server.url + address.replace('/en/', '/uk/'))).text()
  expect(html).toContain('<h1 lang="en">')
  expect(html).toContain('notice--care')
})
