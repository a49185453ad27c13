import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FormWords } from '#app/domain/consent/form.ts'
import { type RunningServer, startServer } from '#app/server.ts'
import { draftForm } from '#app/services/draft-form.server.ts'
import { formDrafts } from '#db/schema/index.ts'
import { aStaffMember, PASSWORD, type TestStaff } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aProgramme } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aWordedForm, publishes } from '#tests/support/worded-form.ts'
import { staffBuild } from './support/staff-build.ts'

let world: TestPortal
let server: RunningServer
let ana: TestStaff
let vera: TestStaff
let stranger: TestStaff
let draftId: string
let page: string

beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world, 'lung')
  await aProgramme(world, 'breast')
  await publishes(world, { ...aWordedForm('lung', '2'), follows: 'lung-1', change: 'major' })
  ana = await aStaffMember(world, [{ role: 'editor', programmeId: 'lung' }])
  vera = await aStaffMember(world, [{ role: 'auditor', programmeId: 'lung' }])
  stranger = await aStaffMember(world, [{ role: 'editor', programmeId: 'breast' }])
  server = await startServer(world.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
})
beforeEach(async () => {
  const languages = ['en', 'sl']
  const drafted = await draftForm(world.portal, { staffId: ana.id, programmeId: 'lung', languages })
  if (!drafted.ok) throw new Error(drafted.refusal)
  draftId = drafted.event.after.id
  page = `/en/staff/forms/${draftId}/translations/sl`
})
afterAll(async () => {
  await server.close()
  await world.close()
})

const desks = new Map<string, Promise<Browser>>()

/** A browser in which this member of staff is signed in, from one test to the next. */
function desk({ email }: TestStaff): Promise<Browser> {
  const open = desks.get(email) ?? signedIn(email)
  desks.set(email, open)
  return open
}

async function signedIn(email: string): Promise<Browser> {
  const browser = aBrowser(server.url)
  expect((await browser.post('/en/staff/sign-in', { email, password: PASSWORD })).status).toBe(303)
  return browser
}

async function stored(): Promise<{ revision: number; words: Record<string, FormWords> }> {
  const [row] = await world.owner.as('public', (tx) => tx.select().from(formDrafts).where(eq(formDrafts.id, draftId)))
  if (!row) throw new Error('no draft')
  return row
}

/** Sends a file as the page's form does. */
async function sends(browser: Browser, file: string | Uint8Array, to = page, revision?: number): Promise<Response> {
  const form = new FormData()
  form.set('revision', String(revision ?? (await stored()).revision))
  form.set('file', new Blob([file as BlobPart]), 'form.xlf')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, 'Sec-Fetch-Site': 'same-origin' }
  return fetch(server.url + to, { method: 'POST', body: form, redirect: 'manual', headers })
}

async function downloaded(browser: Browser): Promise<string> {
  return (await browser.get(`${page}.xlf`)).text()
}

function filled(file: string): string {
  return file
    .replaceAll('state="initial"', 'state="translated"')
    .replace(/<source>([\s\S]*?)<\/source>/g, (source, text) => {
      return `${source}<target>Ž ${text}</target>`
    })
}

describe('the texts of a draft', () => {
  test('go out as a file with notes, and come back translated', async () => {
    const browser = await desk(ana)
    const answer = await browser.get(`${page}.xlf`)
    expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="accord-lung-3-sl.xlf"')
    expect(answer.headers.get('Content-Type')).toBe('application/xliff+xml; charset=utf-8')
    const file = await answer.text()
    expect(file).toContain('<note>What happens after this answer: Yes, companies too</note>')

    const taken = await sends(browser, filled(file))
    expect([taken.status, taken.headers.get('Location')]).toEqual([303, `${page}?done=yes`])
    expect((await stored()).words.sl?.questions.companies?.options.yes?.label).toBe('Ž Yes, companies too')
    expect((await stored()).words.en?.title).toBe('Your scans, version 2')
  })

  test('are refused with the reason and the place, and nothing of them is stored', async () => {
    const browser = await desk(ana)
    const before = await stored()
    const file = filled(await downloaded(browser)).replace('<target>Ž No companies', '<target><b>Ž</b>')
    const answer = await sends(browser, file)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('A translated text has markup in it.')
    expect(html).toMatch(/Look here in the file: \d+:\d+/)
    expect(await stored()).toEqual(before)
  })

  test('of another draft are not taken', async () => {
    const browser = await desk(ana)
    const file = filled(await downloaded(browser)).replace(draftId, 'another')
    expect(await (await sends(browser, file)).text()).toContain('belongs to another form')
  })

  test('are taken only into the revision that was before the sender’s eyes', async () => {
    const browser = await desk(ana)
    const file = filled(await downloaded(browser))
    const { revision } = await stored()
    expect((await sends(browser, file)).status).toBe(303)
    expect((await sends(browser, file, page, revision)).status).toBe(409)
    expect((await sends(browser, file, page, Number.NaN)).status).toBe(409)
    const ahead = await sends(browser, file.replace('version="2.1"', 'version="2.0"'), page, revision + 2)
    expect(ahead.status, 'a revision that is still to come').toBe(409)
  })

  test('are read by an auditor, and sent by nobody but an editor of the programme', async () => {
    const file = filled(await downloaded(await desk(ana)))
    const auditor = await desk(vera)
    expect((await auditor.get(`${page}.xlf`)).status).toBe(200)
    expect(await (await auditor.get(page)).text()).not.toContain('type="file"')
    expect((await sends(auditor, file)).status).toBe(403)
    const both = await aStaffMember(world, [
      { role: 'auditor', programmeId: 'lung' },
      { role: 'editor', programmeId: 'breast' },
    ])
    expect((await sends(await desk(both), file)).status).toBe(403)
    const other = await desk(stranger)
    expect((await other.get(page)).status).toBe(403)
    expect((await other.get(`${page}.xlf`)).status).toBe(403)
    expect((await sends(other, file)).status).toBe(403)
    expect((await aBrowser(server.url).get(`${page}.xlf`)).status).toBe(302)
    expect((await stored()).words.sl?.title).toBe('')
  })

  test('that are far too much are not read at all', async () => {
    const answer = await sends(await desk(ana), 'x'.repeat(10 * 1024 * 1024))
    expect(answer.status).toBe(413)
  })

  test('in no language of ours, or of no draft, are not found', async () => {
    const browser = await desk(ana)
    expect((await browser.get(`/en/staff/forms/${draftId}/translations/fr`)).status).toBe(404)
    expect((await browser.get(`/en/staff/forms/${draftId}/translations/fr.xlf`)).status).toBe(404)
    expect((await browser.get('/en/staff/forms/lung-1/translations/sl.xlf')).status).toBe(404)
    expect(await (await sends(browser, '')).text()).toContain('Please fill this in.')
  })
})

describe('a draft beside the version that it follows', () => {
  const address = () => `/en/staff/forms/${draftId}/comparison`

  test('differs in what was changed, said in words', async () => {
    const words = structuredClone((await stored()).words)
    if (words.en) words.en.promises = ['Your images stay in the hospital. Only numbers leave it.']
    await world.owner.as('public', (tx) => tx.update(formDrafts).set({ words }).where(eq(formDrafts.id, draftId)))
    const html = await (await (await desk(vera)).get(address())).text()
    expect(html).toContain('Version 3, compared with version 2 that it follows.')
    expect(html).toMatch(/<strong>New<!-- -->:<\/strong> <ins lang="en">Only numbers leave it\.<\/ins>/)
    expect(html).toContain('Until then it counts as major.')
    expect(html).toContain('a small number could point at somebody')
  })

  test('is not shown to staff of another programme', async () => {
    expect((await (await desk(stranger)).get(address())).status).toBe(403)
  })

  test('is refused where what it follows is no version of this programme', async () => {
    await world.owner.as('public', (tx) =>
      tx.update(formDrafts).set({ follows: 'breast-1' }).where(eq(formDrafts.id, draftId)),
    )
    const answer = await (await desk(ana)).get(address())
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('do not belong together')])
  })

  test('of a first version says that there is nothing to compare', async () => {
    const html = await (await (await desk(ana)).get('/en/staff/forms/lung-1/comparison')).text()
    expect(html).toContain('This is the first version of this form.')
  })
})
