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
