import { expect, test } from 'vitest'
import { addDays, dayOf } from '#app/domain/day.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aContributor } from '#tests/support/build.ts'
import { contributorWorld, place, QUESTIONS } from '#tests/support/contributor-world.ts'
import { opensFirst, recordOn } from '#tests/support/opens-first.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { names, represents } from '#tests/support/representation.ts'
import { PIN, signedIn } from '#tests/support/signed-in.ts'

const her = contributorWorld()
const PAGE = '/en/representatives'

const today = () => dayOf(her.accord.portal.clock.now())
const naming = (changes: Record<string, string> = {}) => ({
  ...{ name: 'My daughter', acts: 'answer', programmes: 'all', pin: PIN },
  ...{ first_day: today(), last_day: addDays(today(), 30), ...changes },
})

/** A browser of somebody who may act for her, by this representation. */
async function aRepresentative(scope?: Parameters<typeof names>[2]): Promise<{ id: string; browser: Browser }> {
  const person = await aContributor(her.accord, her.node.organisationId)
  const { id } = await represents(her.accord, her.person, person, scope)
  return { id, browser: await signedIn(her.accord, her.server.url, person) }
}

const begins = async (browser: Browser, id: string) =>
  place(await browser.post(PAGE, { act: 'begin', representation: id }))
const said = async (answer: Response) => [answer.status, await answer.text()] as const

test('she names somebody, who opens an account for it, acts for her and is seen doing so', async () => {
  await her.saysYes()
  expect(place(await her.browser.post(`${PAGE}/new`, naming({ acts: 'withdraw' })))).toBe(PAGE)
  const page = await her.read(PAGE)
  expect(page).toContain('Waiting: the person has not accepted yet.')
  const [number = '', code = ''] = [...page.matchAll(/<p class="code">([^<]+)</g)].map(([, text]) => text)

  const daughter = aBrowser(her.server.url)
  const [, offered] = await said(await daughter.post('/en/representation', { number, code }))
  expect(offered).toContain('The person has named you.')
  expect(offered).not.toContain('My daughter')
  const accepted = await daughter.post('/en/representation', { number, code, decide: 'yes', name: 'My mother' })
  expect(place(accepted)).toBe('/en/way-back')
  expect(await (await daughter.get('/en/way-back')).text()).not.toContain('Your letter is open')
  await daughter.post('/en/way-back', { pin: '294018', pin_again: '294018' })
  expect(await (await daughter.get('/en/way-back/code')).text()).toContain('ask for a new invitation')
  await daughter.post('/en/way-back/code', {})
  expect(await (await daughter.get('/en/way-back/code')).text()).not.toContain('hospital for a new letter')
  const hers = await (await daughter.get(PAGE)).text()
  expect(hers).toContain('You may act now.')
  const id = /name="representation" value="([^"]+)"/.exec(hers)?.[1] ?? ''
  expect(await begins(daughter, id)).toBe('/en/acting')
  const acting = await (await daughter.get('/en/acting')).text()
  expect(acting).toContain('You act for My mother')
  expect(acting).toContain('This person said yes')
  expect((await daughter.get(QUESTIONS)).status).toBe(403)
  const withdrawal = await opensFirst(daughter).post('/en/choices/lung/withdrawal', { tier: 'stop' })
  expect(place(withdrawal)).toContain('/en/receipts/')

  const [last] = await readHistory(her.accord.portal, her.person.id)
  expect([last?.type, last?.by]).toEqual(['consent-withdrawn', { kind: 'representative', id, how: 'portal' }])
  expect(await her.read(PAGE)).toMatch(/What this person did for you.*You stopped/s)
})

test.each([
  [{ last_day: '2020-01-01' }, 'The last day is in the past'],
  [{ last_day: '2027-02-30' }, 'There is no such day'],
  [{ acts: '' }, 'Please tick at least one thing'],
  [{ programmes: 'nobodys' }, 'Please tick at least one programme'],
  [{ pin: '111222' }, 'This PIN does not match'],
  [{ name: '' }, 'What do you call this person? – Please fill this in'],
  [{ name: '', acts: '' }, 'Please tick at least one thing'],
])('nobody is named with %o', async (changes, sentence) => {
  const [status, text] = await said(await her.browser.post(`${PAGE}/new`, naming(changes)))
  expect([status < 400, text.includes(sentence)]).toEqual([false, true])
  expect(await her.read(PAGE)).toContain('Nobody may act for you.')
})

test('a wrong code says nothing, a yes needs a name, and a no ends it', async () => {
  const { selector: number, code } = await names(her.accord, her.person)
  const stranger = aBrowser(her.server.url)
  const [status, text] = await said(await stranger.post('/en/representation', { number, code: '7K3M-0F2A' }))
  expect([status, text.includes('do not fit together')]).toEqual([422, true])
  const unnamed = await stranger.post('/en/representation', { number, code, decide: 'yes' })
  expect((await unnamed.text()).includes('Please fill this in')).toBe(true)
  expect((await stranger.post('/en/representation', { number, code, decide: 'no' })).status).toBe(200)
  expect((await stranger.post('/en/representation', { number, code })).status).toBe(422)
})

test('whoever may act in one programme sees nothing of another, nor what is about her account', async () => {
  const { id, browser } = await aRepresentative({ scope: { programmes: ['lung'], acts: ['see'] } })
  await begins(browser, id)
  expect(place(await browser.get('/en/choices'))).toBe('/en/acting')
  expect((await browser.get('/en/history')).status).toBe(403)
  for (const path of [PAGE, `${PAGE}/new`, '/en/messages', '/en/representation']) {
    expect([path, (await browser.get(path)).status]).toEqual([path, 403])
  }
})

test('whoever may act in one programme opens its receipts in every form, and none about all of them', async () => {
  const { id, browser } = await aRepresentative({ scope: { programmes: ['lung'], acts: ['see'] } })
  const inScope = await her.saysYes()
  const wishes = { answer: 'ask-me', companies: 'no', reports: 'no', confirm: 'yes' }
  const outside = place(await her.browser.post('/en/choices/altruism', wishes)) ?? ''
  await begins(browser, id)
  const opened = async (at: string) =>
    Promise.all(['', '.json', '.pdf', '/consent.json'].map(async (form) => (await browser.get(at + form)).status))
  expect(await opened(inScope)).toEqual([200, 200, 200, 200])
  expect(await opened(outside)).toEqual([403, 403, 403, 403])
  expect(await (await browser.get(inScope)).text()).not.toContain('href="/en/history"')
})

test('whoever may only see does not say for her that she has seen a change', async () => {
  await her.saysYes()
  await her.publishNewForm({ follows: her.formId(), change: 'minor' })
  const { id, browser } = await aRepresentative({ scope: { programmes: 'all', acts: ['see'] } })
  await begins(browser, id)
  const changed = '/en/choices/lung/what-changed'
  const page = await (await browser.get(changed)).text()
  expect([page.includes('We changed some words'), page.includes('I have seen it')]).toEqual([true, false])
  const record = await recordOn(browser, '/en/choices')
  expect((await browser.post(changed, { record, form: her.formId() })).status).toBe(403)
  expect(await her.read('/en/choices')).toContain('We changed some words')
})

test('once it is ended a form that is still open counts for nobody, not for the one who sends it either', async () => {
  const { id, browser } = await aRepresentative()
  await begins(browser, id)
  expect(place(await her.browser.post(PAGE, { act: 'end', representation: id }))).toBe(PAGE)
  expect((await browser.post('/en/choices/lung/withdrawal', { tier: 'stop' })).status).toBe(403)
  expect((await browser.get('/en/choices')).status).not.toBe(200)
  expect(await (await browser.get('/en/acting')).text()).toContain('You can do nothing for this person any more.')
  expect(place(await browser.post('/en/acting', { end: 'yes' }))).toBe(PAGE)
  expect((await browser.get('/en/choices')).status).toBe(200)
})

test('nobody begins to act by what is another’s, nor ends it', async () => {
  const { id } = await aRepresentative()
  const stranger = await aRepresentative()
  for (const act of ['begin', 'end']) {
    const answer = await stranger.browser.post(PAGE, { act, representation: id })
    expect([act, answer.status]).toEqual([act, act === 'begin' ? 403 : 404])
  }
})
