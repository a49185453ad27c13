import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '#app/services/open-session.server.ts'
import type { Browser } from '#tests/support/browser.ts'
import { aContributor, type TestContributor } from '#tests/support/build.ts'
import { contributorBuild } from '#tests/support/contributor-build.ts'
import { contributorWorld, place } from '#tests/support/contributor-world.ts'
import { opensFirst, recordOn } from '#tests/support/opens-first.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { represents } from '#tests/support/representation.ts'
import { signedIn } from '#tests/support/signed-in.ts'
import { filesBelow } from '#tests/support/source-files.ts'

/** A son acts for his mother in one tab and has pages of his own open in another. */
const mother = contributorWorld()
const WITHDRAWAL = '/en/choices/lung/withdrawal'
const QUESTION = '/en/choices/lung/questions/take-part'
let son: TestContributor
let browser: Browser
let begin: Record<string, string>

beforeEach(async () => {
  son = await aContributor(mother.accord, mother.node.organisationId)
  browser = await signedIn(mother.accord, mother.server.url, son)
  begin = { act: 'begin', representation: (await represents(mother.accord, mother.person, son)).id }
})

const begins = () => browser.post('/en/representatives', begin)
const stops = () => browser.post('/en/acting', { end: 'yes' })
const recordedOf = async ({ id }: { id: string }) =>
  (await readHistory(mother.accord.portal, id)).map(({ type }) => type).reverse()

async function isTurnedAway(answer: Response): Promise<void> {
  expect([answer.status, place(answer)]).toEqual([409, null])
  const page = await answer.text()
  expect(page).toContain('When you opened this page, it was for one person.')
  expect([page.includes('We did not keep that'), page.includes('href="/en/choices"')]).toEqual([true, true])
}

describe('a form that is still open', () => {
  test('from acting for her counts for nobody once he has stopped', async () => {
    await mother.saysYes()
    await begins()
    const record = await recordOn(browser, WITHDRAWAL)
    await stops()
    await isTurnedAway(await browser.post(WITHDRAWAL, { record, tier: 'stop' }))
    await isTurnedAway(await browser.post(QUESTION, { record, answer: 'yes' }))
    expect([await recordedOf(son), await mother.recorded()]).toEqual([[], ['consent-given']])
    await begins()
    expect(place(await browser.post(WITHDRAWAL, { record, tier: 'stop' }))).toContain('/en/receipts/')
  })

  test('from his own record counts for nobody once he acts for her, nor does one that does not say whose it is', async () => {
    await mother.saysYes()
    const record = await recordOn(browser, QUESTION)
    await begins()
    await isTurnedAway(await browser.post(WITHDRAWAL, { record, tier: 'stop' }))
    await isTurnedAway(await browser.post(WITHDRAWAL, { tier: 'stop' }))
    expect(await mother.recorded()).toEqual(['consent-given'])
  })

  test('counts for nobody once somebody else has signed in', async () => {
    const { portal } = mother.accord
    const record = await recordOn(mother.browser, QUESTION)
    expect(place(await mother.browser.post(QUESTION, { record, answer: 'yes' }))).not.toBeNull()
    browser.cookies.set('__Host-accord', await openSession(portal, { contributorId: son.id }))
    await isTurnedAway(await browser.post(QUESTION, { record, answer: 'yes' }))
    await isTurnedAway(await browser.post('/en/messages', { record, act: 'choose' }))
    await isTurnedAway(await browser.post('/en/invitation', { record }))
    await isTurnedAway(await browser.post('/en/representation', { record }))
  })

  test('says whose it is by a mark that names nobody, and is the same when she comes back', async () => {
    const record = await recordOn(mother.browser, QUESTION)
    expect([record.length, record.includes(mother.person.id.slice(0, 8))]).toEqual([16, false])
    expect(await recordOn(await signedIn(mother.accord, mother.server.url, mother.person), QUESTION)).toBe(record)
    await begins()
    expect(await recordOn(browser, QUESTION)).not.toBe(record)
    expect((await opensFirst(browser).post(QUESTION, { answer: 'no' })).status).toBe(303)
  })
})

test('whoever may only see for her sends no form of any page, however it is filled in', async () => {
  const see = { scope: { programmes: 'all' as const, acts: ['see' as const] } }
  const daughter = await aContributor(mother.accord, mother.node.organisationId)
  const { id } = await represents(mother.accord, mother.person, daughter, see)
  const hers = await signedIn(mother.accord, mother.server.url, daughter)
  await hers.post('/en/representatives', { act: 'begin', representation: id })
  const record = await recordOn(hers, '/en/choices/objection')
  const form = { record, answer: 'object', country: 'SI', tier: 'close', form: mother.formId(), representation: id }
  const sent = await Promise.all(
    PAGES_WITH_FORMS.map(async (page) => [page, (await hers.post(`/en/${page}`, form)).status]),
  )
  expect(sent.filter(([, status]) => status !== 403)).toEqual([])
  expect(sent.length).toBeGreaterThan(15)
  expect(await mother.recorded()).toEqual([])
})

/** What takes a form without anybody being signed in, and what ends acting. */
const FOR_ANYBODY = ['*', 'sign-in', 'sign-out', 'way-back', 'letter', 'no-messages/:token', 'acting']

const PAGES_WITH_FORMS = Object.values(contributorBuild.routes)
  .filter((route) => route?.module.action && !route.path?.startsWith('staff'))
  .map((route) => route?.path ?? '')
  .filter((path) => !FOR_ANYBODY.includes(path))
  .map((path) => path.replace(':programme', 'lung').replace(':question', 'take-part').replace(/:\w+/, 'access'))

test('every form on a page of hers says whose record it is for', () => {
  const pages = filesBelow('app/routes').filter((path) => path.endsWith('.tsx') && !path.includes('$language.staff'))
  const ofHers = pages.filter((path) => ASKS_WHO.test(readFileSync(join(dirname(path), 'route.tsx'), 'utf8')))
  const forms = ofHers.flatMap((path) => readFileSync(path, 'utf8').split('<form method="post"').slice(1))
  expect(forms.length).toBeGreaterThan(20)
  expect(forms.filter((form) => !form.includes('<RecordField />'))).toEqual([])
})

const ASKS_WHO = /(requireActing|requireContributor|refuseFormOfAnotherRecord)\(/
