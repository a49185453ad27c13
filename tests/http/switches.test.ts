import { expect, test } from 'vitest'
import { aDataUse } from '#tests/support/build.ts'
import { contributorWorld, place } from '#tests/support/contributor-world.ts'

const her = contributorWorld()

const wishes = { answer: 'ask-me', companies: 'no', reports: 'no' }

test('wishes are shown with what they mean before they are recorded', async () => {
  const check = await her.browser.post('/en/choices/altruism', wishes)
  expect([check.status, (await check.text()).includes('name="confirm"')]).toEqual([200, true])
  expect(await her.recorded()).toEqual([])
  const confirmed = await her.browser.post('/en/choices/altruism', { ...wishes, confirm: 'yes' })
  expect(place(confirmed)).toContain('/en/receipts/')
  expect(place(await her.browser.post('/en/choices/altruism', { ...wishes, confirm: 'yes' }))).toBe(place(confirmed))
  expect(await her.recorded()).toEqual(['altruism-preferred'])
})

test('a wish that is not whole is asked again', async () => {
  expect((await her.browser.post('/en/choices/altruism', { answer: 'include-me', confirm: 'yes' })).status).toBe(422)
  expect(place(await her.browser.post('/en/choices/altruism', { answer: 'leave-me-out', confirm: 'yes' }))).toContain(
    '/en/receipts/',
  )
})

test('a project that asks stands on the first page until it is answered', async () => {
  const use = await aDataUse(her.accord, 'lung')
  await her.browser.post('/en/choices/altruism', { ...wishes, confirm: 'yes' })
  const asking = `href="/en/choices/altruism/${use.id}"`
  expect(await her.read('/en/choices')).toContain(asking)
  const answered = await her.browser.post(`/en/choices/altruism/${use.id}`, { answer: 'no' })
  expect(place(answered)).toContain('/en/receipts/')
  expect(await her.read('/en/choices')).not.toContain(asking)
})

test('an objection is made and taken back in the countries of her own hospitals', async () => {
  const object = (answer: string, country: string) => her.browser.post('/en/choices/objection', { answer, country })
  expect((await object('object', 'FR')).status).toBe(422)
  expect(place(await object('object', 'SI'))).toContain('/en/receipts/')
  expect(await her.read('/en/choices')).toContain('You said no to any use of your data')
  expect((await object('object', 'SI')).status).toBe(422)
  expect(place(await object('reverse', 'SI'))).toContain('/en/receipts/')
  expect((await object('reverse', 'SI')).status).toBe(422)
})

test('the same wishes and the same answer are recorded once, however often they are sent at the same time', async () => {
  const use = await aDataUse(her.accord, 'lung')
  const say = () => her.browser.post('/en/choices/altruism', { ...wishes, confirm: 'yes' })
  const answer = () => her.browser.post(`/en/choices/altruism/${use.id}`, { answer: 'yes' })
  for (const send of [say, answer]) {
    const sent = await Promise.all([send(), send(), send(), send()])
    expect(new Set(sent.map(place)).size).toBe(1)
    expect(sent.every((one) => place(one)?.includes('/en/receipts/'))).toBe(true)
  }
  expect(await her.recorded()).toEqual(['altruism-preferred', 'use-answered'])
})

test.each(['draft', 'ended'] as const)('nobody answers a project that is %s', async (status) => {
  const use = await aDataUse(her.accord, 'lung', { status })
  await her.browser.post('/en/choices/altruism', { ...wishes, confirm: 'yes' })
  expect((await her.browser.get(`/en/choices/altruism/${use.id}`)).status).toBe(404)
  expect((await her.browser.post(`/en/choices/altruism/${use.id}`, { answer: 'yes' })).status).toBe(404)
  expect(await her.recorded()).toEqual(['altruism-preferred'])
})

test('the projects that fit her wishes are counted, with why each fits or not, and what ended stands apart', async () => {
  const words = (title: string) => ({ words: { en: { title, summary: 'Made up' } } })
  const endsAt = new Date('2026-02-01T00:00:00Z')
  await aDataUse(her.accord, 'lung', { id: 'count-in', ...words('Counted in') })
  await aDataUse(her.accord, 'lung', { id: 'count-company', recipient: 'company', ...words('Run by a company') })
  await aDataUse(her.accord, 'lung', { id: 'count-over', endsAt, ...words('Long over') })
  expect(await her.read('/en/choices/altruism')).not.toContain('Projects and your wishes')

  const check = await her.browser.post('/en/choices/altruism', { ...wishes, answer: 'include-me' })
  const checked = await check.text()
  expect(checked).toMatch(/You would join \d+ projects?:/)
  expect(checked).toContain('Counted in')
  expect(checked).not.toContain('Run by a company')

  await her.browser.post('/en/choices/altruism', { ...wishes, answer: 'include-me', confirm: 'yes' })
  await her.browser.post('/en/choices/altruism/count-in', { answer: 'no' })
  const page = (await her.read('/en/choices/altruism')).replaceAll('<!-- -->', '')
  expect(page).toMatch(/\d+ projects? fits? your wishes\. You are in/)
  expect(page).toContain('You said no to this project.')
  expect(page).toContain('This does not fit your wishes.')
  expect(page.indexOf('Long over')).toBeGreaterThan(page.indexOf('Projects that have ended'))
})

test('a consent given while an objection stands is refused, and counts again once it is taken back', async () => {
  await her.browser.post('/en/choices/objection', { answer: 'object', country: 'SI' })
  expect((await her.browser.post('/en/choices/altruism', { ...wishes, confirm: 'yes' })).status).toBe(422)
  await her.browser.post('/en/choices/objection', { answer: 'reverse', country: 'SI' })
  const receipt = place(await her.browser.post('/en/choices/altruism', { ...wishes, confirm: 'yes' })) ?? ''
  expect(await her.read(receipt)).toContain('Ask me')
  expect(await her.recorded()).toEqual(['objected', 'objection-reversed', 'altruism-preferred'])
  const history = await her.read('/en/history')
  for (const id of [receipt.split('/').at(-1) ?? '']) expect(history).toContain(id)
})

test.each([
  ['a wish that nobody offers', '/en/choices/altruism', { ...wishes, answer: 'perhaps' }, 422],
  ['companies by a word of its own', '/en/choices/altruism', { ...wishes, companies: 'some' }, 422],
  ['a confirmation of nothing', '/en/choices/altruism', { confirm: 'yes' }, 422],
  ['a project of an inherited name', '/en/choices/altruism/constructor', { answer: 'yes' }, 404],
  ['a project that is nobody’s', '/en/choices/altruism/no-such-use', { answer: 'yes' }, 404],
  ['an objection without a country', '/en/choices/objection', { answer: 'object' }, 400],
  ['a third thing to do with an objection', '/en/choices/objection', { answer: 'pause', country: 'SI' }, 422],
])('%s is refused and nothing is recorded', async (_, path, fields, status) => {
  expect((await her.browser.post(path, fields)).status).toBe(status)
  expect(await her.recorded()).toEqual([])
})

test('each switch has a receipt of its own, to read and for machines', async () => {
  const object = await her.browser.post('/en/choices/objection', { answer: 'object', country: 'SI' })
  const reverse = await her.browser.post('/en/choices/objection', { answer: 'reverse', country: 'SI' })
  const wish = await her.browser.post('/en/choices/altruism', { ...wishes, confirm: 'yes' })
  const receipts = [object, reverse, wish].map((answer) => place(answer) ?? '')
  expect(new Set(receipts).size).toBe(3)
  for (const receipt of receipts) {
    expect((await her.browser.get(receipt)).status).toBe(200)
    expect((await her.browser.get(`${receipt}.json`)).status).toBe(200)
  }
})
