import { request } from 'node:http'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { enrolments, formVersions, objections, papers } from '#db/schema/index.ts'
import { aStaffMember, PASSWORD } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { aLetter } from '#tests/support/letters.ts'
import { A_SCAN } from '#tests/support/paper.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aWordedForm } from '#tests/support/worded-form.ts'
import { staffBuild } from './support/staff-build.ts'

const PAGE = '/en/staff/desk/papers'

let accord: TestPortal
let server: RunningServer
let node: TestNode
let one: Browser
let other: Browser
let pseudonym: string

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord, 'lung')
  await accord.owner.as('public', (tx) =>
    tx.insert(formVersions).values({ ...aWordedForm('lung', '2'), publishedAt: new Date() }),
  )
  node = await aNode(accord, ['lung'])
  server = await startServer(accord.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
  one = await aClerk()
  other = await aClerk()
})
beforeEach(async () => {
  pseudonym = (await aLetter(accord, node.organisationId)).pseudonym
})
afterAll(async () => {
  await server.close()
  await accord.close()
})

async function aClerk(organisationId = node.organisationId): Promise<Browser> {
  const { email } = await aStaffMember(accord, [{ role: 'clerk', organisationId }])
  const browser = aBrowser(server.url)
  await browser.post('/en/staff/sign-in', { email, password: PASSWORD })
  return browser
}

const YES = { way_in: 'paper', says: 'answers', 'answer-take-part': 'yes', 'answer-companies': 'no' }
const STOP = { way_in: 'phone', says: 'stop', identified: 'yes' }

function sends(browser: Browser, fields: Record<string, string>, scan: Uint8Array<ArrayBuffer> | null = null) {
  const form = new FormData()
  const all = { pseudonym, signed_on: '2026-01-02', language: 'en', ...fields }
  for (const [name, value] of Object.entries(all)) form.set(name, value)
  form.set('scan', scan ? new File([scan], 'scan.png') : '')
  return browser.post(`${PAGE}/new?form=lung-2`, form)
}

async function paperOf(): Promise<string> {
  const [row] = await accord.owner.as('public', (tx) =>
    tx
      .select({ id: papers.id })
      .from(papers)
      .innerJoin(enrolments, eq(enrolments.id, papers.enrolmentId))
      .where(eq(enrolments.pseudonym, pseudonym)),
  )
  return row?.id ?? ''
}

test('one clerk enters a yes on paper, another one compares it with the scan, and nobody else reads it then', async () => {
  expect(await (await one.get(PAGE)).text()).toContain('Your scans, version 2')
  const page = await (await one.get(`${PAGE}/new?form=lung-2`)).text()
  expect(page).toContain('May companies use them too?')
  expect(page).not.toContain('Ask me later')
  const entered = await sends(one, YES, new Uint8Array(A_SCAN))
  expect(entered.headers.get('Location')).toBe(`${PAGE}?done=waits`)

  const paper = `${PAGE}/${await paperOf()}`
  expect(await (await one.get(paper)).text()).not.toContain('value="correct"')
  const shown = await (await other.get(paper)).text()
  expect(shown).toContain('No companies. Companies may not.')
  expect(shown).toContain(`src="${paper}/scan"`)
  const unlooked = await other.post(paper, { quality: 'correct' })
  expect(await unlooked.text()).toContain('Please compare with the picture of the paper first')
  const checked = await other.post(paper, { quality: 'correct', compared: 'yes' })
  expect(checked.headers.get('Location')).toBe(`${PAGE}?done=correct`)

  const third = await aClerk()
  expect(await (await third.get(paper)).text()).not.toContain('No companies')
  expect((await third.get(`${paper}/scan`)).status).toBe(404)
  expect((await other.get(`${paper}/scan`)).status).toBe(200)
})

test('a scan is shown to the hospital’s clerks alone, and can load, run and send nothing', async () => {
  await sends(one, YES, new Uint8Array(A_SCAN))
  const scan = `${PAGE}/${await paperOf()}/scan`
  const answer = await other.get(scan)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(A_SCAN)
  expect(answer.headers.get('Content-Type')).toBe('image/png')
  expect(answer.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; .*sandbox$/)
  expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
  const elsewhere = await aClerk((await aNode(accord, ['lung'])).organisationId)
  expect((await elsewhere.get(scan)).status).toBe(404)
  expect((await aBrowser(server.url).get(scan)).headers.get('Location')).toContain('/en/staff/sign-in')
})

test('a stop by phone is entered without a picture, once the clerk knows who it was', async () => {
  const unknown = await sends(one, { ...STOP, identified: '' })
  expect(await unknown.text()).toContain('make sure who it is')
  expect((await sends(one, STOP)).headers.get('Location')).toBe(`${PAGE}?done=bound`)
})

test('a no to any use by phone stands in the country of the hospital, in the words of the portal', async () => {
  const entered = await sends(one, { ...STOP, says: 'object' })
  expect(entered.headers.get('Location')).toBe(`${PAGE}?done=bound`)
  const call = `${PAGE}/${await paperOf()}`
  expect(await (await one.get(call)).text()).toContain('No to any use of my data')
  expect(await (await other.get(call)).text()).not.toMatch(/any use of my data|Your hospitals|scans/)
  const standing = await accord.owner.as('public', (tx) => tx.select().from(objections))
  expect(standing).toMatchObject([{ country: 'SI' }])
})

test('what cannot be entered comes back with what to look at', async () => {
  const script = new Uint8Array(Buffer.from('%PDF-1.7\n1 0 obj\n<< /S /J#61vaScript >>\nendobj\n%%EOF'))
  const web = new Uint8Array(Buffer.from('<html><script>alert(1)</script></html>'))
  for (const [fields, scan, sentence] of [
    [YES, null, 'needs the picture of the paper'],
    [YES, script, 'could do something by itself'],
    [YES, web, 'This is no picture of a paper'],
    [{ ...YES, pseudonym: 'nobody-at-all-here' }, null, 'no patient of this number'],
    [{ ...YES, signed_on: '2999-01-01' }, null, 'has not come yet'],
    [{ ...YES, signed_on: '2026-02-30' }, null, 'There is no such day'],
    [{ ...STOP, signed_on: '0001-01-01' }, null, 'There is no such day'],
    [{ ...YES, 'answer-take-part': '' }, null, 'One answer is still missing'],
    [{ ...YES, language: 'xx' }, null, 'Please choose one of the answers on this page'],
    [{ ...YES, way_in: 'phone', identified: 'yes' }, null, 'A yes cannot be given in a call'],
  ] as const) {
    const answer = await sends(one, fields, scan)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await answer.text()).toContain(sentence)
  }
  expect(await paperOf()).toBe('')
})

test.each([
  ['that says how large it is, before a byte of it is read', { 'Content-Length': '52428800' }, 0, '10 megabytes'],
  [
    'that does not say it, before much of it is held',
    { 'Transfer-Encoding': 'chunked' },
    1,
    'more than this page can take',
  ],
])('a scan of fifty megabytes is refused: one %s', async (_, headers, megabytes, told) => {
  const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const cookie = [...one.cookies].map((pair) => pair.join('=')).join('; ')
    const type = { 'Content-Type': 'multipart/form-data; boundary=x', 'Sec-Fetch-Site': 'same-origin' }
    const asked = request(`${server.url}${PAGE}/new?form=lung-2`, {
      method: 'POST',
      headers: { ...headers, ...type, cookie },
    })
    asked.on('error', reject)
    asked.on('response', (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.flushHeaders()
    for (let sent = 0; sent < megabytes; sent++) asked.write(Buffer.alloc(1024 * 1024))
  })
  expect(answer.status).toBe(413)
  expect(answer.text).toContain(told)
  const leadsBack = answer.text.includes('href="/en/staff/desk/papers"')
  expect(leadsBack, 'where it is known to be a paper, to the papers').toBe(told !== 'more than this page can take')
})

test('nobody but a clerk enters or sees papers', async () => {
  const { email } = await aStaffMember(accord, [{ role: 'editor', programmeId: 'lung' }])
  const editor = aBrowser(server.url)
  await editor.post('/en/staff/sign-in', { email, password: PASSWORD })
  expect((await editor.get(PAGE)).status).toBe(403)
  expect((await editor.get(`${PAGE}/new?form=lung-2`)).status).toBe(403)
  expect((await sends(editor, STOP)).status).toBe(403)
})
