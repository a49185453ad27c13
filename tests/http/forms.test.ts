import { afterAll, beforeAll, expect, test } from 'vitest'
import { formFile } from '#app/domain/form/form-file.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { type RunningServer, startServer } from '#app/server.ts'
import { aWholeForm } from '#tests/domain/support/whole-form.ts'
import { aStaffMember, PASSWORD, type TestStaff } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aProgramme } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { staffBuild } from './support/staff-build.ts'

let world: TestPortal
let server: RunningServer
let ana: TestStaff
let bojan: TestStaff
let stranger: TestStaff

beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world, 'lung')
  await aProgramme(world, 'breast')
  ana = await aStaffMember(world, [{ role: 'editor', programmeId: 'lung' }])
  bojan = await aStaffMember(world, [{ role: 'approver', programmeId: 'lung' }])
  stranger = await aStaffMember(world, [
    { role: 'editor', programmeId: 'breast' },
    { role: 'approver', programmeId: 'breast' },
  ])
  server = await startServer(world.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
})
afterAll(async () => {
  await server.close()
  await world.close()
})

async function desk({ email }: TestStaff): Promise<Browser> {
  const browser = aBrowser(server.url)
  const answer = await browser.post('/en/staff/sign-in', { email, password: PASSWORD })
  expect(answer.status).toBe(303)
  return browser
}

const FILE = JSON.stringify(formFile(aWholeForm(LANGUAGES), LANGUAGES))

/** Sends a file as the page's form does; its fields alone would do for a short one. */
const sends = (browser: Browser, file: string, place = '/en/staff/forms/new', revision = '1') =>
  browser.post(place, { intent: 'import', file, revision })

async function aDraft(browser: Browser): Promise<string> {
  const sent = await sends(browser, FILE)
  expect(sent.status).toBe(303)
  return sent.headers.get('Location') ?? ''
}

test('an editor writes a language beside another, sends it for review, and another person publishes it', async () => {
  const editor = await desk(ana)
  const begun = await editor.post('/en/staff/forms/new', { intent: 'draft', programme: 'lung' })
  const place = begun.headers.get('Location') ?? ''
  const empty = await (await editor.get(`${place}?words=uk&beside=el`)).text()
  expect(empty).toContain('Ελληνικά → Українська')
  expect(empty).toContain('<textarea id="question.take-part.yes.label"')
  expect(empty).not.toContain('value="publish"')

  const words = {
    intent: 'words',
    revision: '1',
    words: 'uk',
    title: 'Ваші знімки <script>',
    promises: 'Перша\r\nДруга',
  }
  expect((await editor.post(`${place}?words=uk&beside=el`, words)).headers.get('Location')).toContain('done=words')
  const written = await (await editor.get(`${place}?words=uk&beside=el`)).text()
  expect(written).toContain('Ваші знімки &lt;script&gt;')
  expect(written).toContain('>Перша\nДруга</textarea>')

  expect((await sends(editor, FILE, `${place}/file`, '2')).headers.get('Location')).toBe(`${place}?done=import`)
  const submitted = await editor.post(place, { intent: 'submit', revision: '3' })
  expect(submitted.headers.get('Location')).toContain('done=submit')
  const approver = await desk(bojan)
  const published = await approver.post(place, { intent: 'publish', revision: '4' })
  expect(published.headers.get('Location')).toBe('/en/staff/forms/lung-2?done=publish')
  const version = await (await approver.get('/en/staff/forms/lung-2')).text()
  expect(version.match(/<code>[0-9a-f]{64}<\/code>/g)).toHaveLength(LANGUAGES.length)
  expect(await (await editor.get('/en/staff/forms/lung-2/file.json')).text()).toBe(
    `${JSON.stringify(JSON.parse(FILE), null, 2)}\n`,
  )
  expect((await editor.post(place, { intent: 'submit', revision: '4' })).status).toBe(404)
})

test('a text that is longer than its place on the page comes back with what was typed', async () => {
  const editor = await desk(ana)
  const place = await aDraft(editor)
  const long = { 'section.what-leaves.heading': 'x'.repeat(301), promises: 'One.\n'.repeat(21) }
  const answer = await editor.post(place, { intent: 'words', revision: '1', words: 'en', title: 'Kept', ...long })
  const html = await answer.text()
  expect(answer.status).toBe(400)
  expect(html.match(/href="#(section\.what-leaves\.heading|promises)"/g)).toHaveLength(2)
  expect(html).toContain('>Kept</textarea>')
})

test('the preview is what a person reads, says that it is none, and has no way to answer', async () => {
  const editor = await desk(ana)
  const place = await aDraft(editor)
  const start = await (await editor.get(`${place}/preview/el`)).text()
  expect(start).toContain('This is only a preview')
  const question = await (await editor.get(`${place}/preview/el?question=take-part`)).text()
  expect(question).toContain('Yes, my scans')
  const phone = question.slice(question.indexOf('class="phone"'))
  expect(phone).toContain('Ερώτηση')
  expect(phone.slice(0, phone.indexOf('</main>'))).not.toMatch(/<form|<button/)
  expect((await editor.get(`${place}/preview/fr`)).status).toBe(404)
})

test('the preview goes on to the questions for understanding and to what changed, where there are such', async () => {
  const editor = await desk(ana)
  const place = await aDraft(editor)
  const last = await (await editor.get(`${place}/preview/en?page=what-changed`)).text()
  expect(last).toContain('Nobody has written down what is different.')
  expect(last).not.toContain('Next page')
  expect(last).toContain('preview/en?page=checks')
  const begun = await editor.post('/en/staff/forms/new', { intent: 'draft', programme: 'lung' })
  const undeclared = await editor.get(`${begun.headers.get('Location')}/preview/en?page=what-changed`)
  expect(await undeclared.text()).toContain('The questions have changed')
  const checks = await (await editor.get(`${place}/preview/en?page=checks`)).text()
  expect(checks).toContain('Is everything clear?')
  expect(checks).toContain('Yes, that is right.')
  const phone = checks.slice(checks.indexOf('class="phone"'))
  expect(phone.slice(0, phone.indexOf('</main>'))).not.toMatch(/<form|<button/)
})

test('what two people write at once is not written over, however often the second sends it', async () => {
  const editor = await desk(ana)
  const begun = await editor.post('/en/staff/forms/new', { intent: 'draft', programme: 'lung' })
  const place = begun.headers.get('Location') ?? ''
  const words = (title: string, revision: string) => ({ intent: 'words', words: 'en', revision, title })
  expect((await editor.post(place, words('Hers', '1'))).status).toBe(303)

  const late = await editor.post(place, words('His', '1'))
  expect(late.status).toBe(409)
  const page = await late.text()
  expect(page).toMatch(/name="revision" value="1"\/><input type="hidden" name="words"/)
  expect(page).toContain('>His</textarea>')
  expect(page).toContain('Open it as it is now')
  expect((await editor.post(place, words('His', '1'))).status).toBe(409)
  expect(await (await editor.get(`${place}?words=en`)).text()).toContain('>Hers</textarea>')

  const terms = await (await editor.post(place, { intent: 'terms', revision: '1', version: '9' })).text()
  expect(terms.match(/name="revision" value="1"/g)).toHaveLength(1)
  const question = { intent: 'save', revision: '1', name: 'take-part', place: '1', several: 'one' }
  const asked = await (await editor.post(`${place}/questions/take-part`, question)).text()
  expect(asked).toContain('name="revision" value="1"')
  expect(await (await sends(editor, FILE, `${place}/file`, '1')).text()).toContain('name="revision" value="1"')
})

test('a draft is thrown away by a writer who saw it as it is, and by nobody else', async () => {
  const [editor, approver, other] = [await desk(ana), await desk(bojan), await desk(stranger)]
  const place = await aDraft(editor)
  const discards = (browser: Browser, revision = '1') => browser.post(place, { intent: 'discard', revision })
  expect((await discards(editor, '7')).status).toBe(409)
  expect((await discards(approver)).status).toBe(403)
  expect((await discards(other)).status).toBe(403)
  expect((await editor.get(place)).status).toBe(200)

  const gone = await discards(editor)
  expect(gone.headers.get('Location')).toBe('/en/staff/forms?done=discard')
  expect(await (await editor.get('/en/staff/forms?done=discard')).text()).toContain('The draft is gone.')
  expect((await editor.get(place)).status).toBe(404)
})

test('what a question gives is changed on a page of its own, also without a script', async () => {
  const editor = await desk(ana)
  const place = await aDraft(editor)
  const page = `${place}/questions/companies`
  expect((await editor.get(page)).status).toBe(200)
  const fields = { intent: 'save', revision: '1', name: 'companies', place: '2', several: 'one' }
  const sent = { ...fields, value_1: 'yes', recipient_1: 'company', countries_1: 'UA', value_2: 'no' }
  expect((await editor.post(page, sent)).headers.get('Location')).toBe(`${place}?done=questions`)
  const { questions } = JSON.parse(await (await editor.get(`${place}/file.json`)).text())
  expect(questions[1]).toEqual({
    id: 'companies',
    options: [{ value: 'yes', adds: { recipient: ['company'], region: ['UA'] } }, { value: 'no' }],
  })
  const unknown = await editor.post(page, { ...sent, revision: '2', recipient_1: 'insurer' })
  expect([unknown.status, (await unknown.text()).includes('Please choose one of the answers')]).toEqual([422, true])
  const nowhere = await editor.post(page, { ...sent, revision: '2', countries_1: 'UA XX' })
  expect([nowhere.status, (await nowhere.text()).includes('no country with one of these codes')]).toEqual([422, true])
})

test.each<[string, string, number, string]>([
  ['breaks off', FILE.slice(0, -9), 422, 'This is not a complete JSON file.'],
  [
    'names a provision that nobody knows',
    FILE.replaceAll('"ai-validation"', '"advertising"'),
    422,
    '<code>advertising</code>',
  ],
  ['has a member that nobody knows', FILE.replace('{', '{"signed":true,'), 422, '<code>signed</code>'],
  ['is larger than any form', FILE.padEnd(3 * 1024 * 1024), 413, 'more than this page can take'],
])('a file that %s is refused with the place, and nothing of it is kept', async (_what, file, status, told) => {
  const editor = await desk(ana)
  const before = await (await editor.get('/en/staff/forms')).text()
  const answer = await sends(editor, file)
  expect(answer.status).toBe(status)
  expect(await answer.text()).toContain(told)
  expect(await (await editor.get('/en/staff/forms')).text()).toBe(before)
})

test('nobody sees or changes the forms of a programme in which they hold no role', async () => {
  const place = await aDraft(await desk(ana))
  const other = await desk(stranger)
  for (const path of [
    place,
    `${place}/file`,
    `${place}/file.json`,
    `${place}/preview/en`,
    `${place}/questions/companies`,
  ]) {
    expect([path, (await other.get(path)).status]).toEqual([path, 403])
  }
  expect((await other.get('/en/staff/forms/lung-1')).status).toBe(404)
  expect((await other.post(place, { intent: 'publish', revision: '1' })).status).toBe(403)
  expect((await sends(other, FILE)).status).toBe(403)
  expect(await (await other.get('/en/staff/forms')).text()).not.toContain(place)
  expect((await aBrowser(server.url).get(place)).status).toBe(302)
})

test('publishing what changed meanwhile says so', async () => {
  const editor = await desk(ana)
  const place = await aDraft(editor)
  const terms = { intent: 'terms', revision: '1', valid_years: '7', change: 'major', sections: 'what-leaves' }
  expect((await editor.post(place, terms)).status).toBe(303)
  const approver = await desk(bojan)
  const late = await approver.post(place, { intent: 'publish', revision: '1' })
  expect([late.status, (await late.text()).includes('Somebody has changed this form')]).toEqual([409, true])
})
