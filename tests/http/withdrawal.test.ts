import { expect, test } from 'vitest'
import { contributorWorld, place } from '#tests/support/contributor-world.ts'
import { PIN } from '#tests/support/signed-in.ts'

const her = contributorWorld()

const withdraw = (fields: Record<string, string>) => her.browser.post('/en/choices/lung/withdrawal', fields)

test('a withdrawal takes two taps from the first page and leads to a receipt', async () => {
  await her.saysYes()
  expect(await her.read('/en/choices')).toContain('href="/en/choices/lung/withdrawal"')
  const stopped = await withdraw({ tier: 'stop' })
  expect([stopped.status, place(stopped)]).toEqual([303, expect.stringContaining('/en/receipts/')])
  expect(await her.recorded()).toEqual(['consent-given', 'consent-withdrawn'])
})

test.each(['stop', 'remove'])('a withdrawal to %s, sent again, leads to the receipt that there is', async (tier) => {
  await her.saysYes()
  const first = place(await withdraw({ tier }))
  expect(place(await withdraw({ tier }))).toBe(first)
  expect(await her.recorded()).toEqual(['consent-given', 'consent-withdrawn'])
})

test('a withdrawal is never limited, however often it is asked for', async () => {
  await her.saysYes()
  for (let round = 0; round < 12; round++) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => withdraw({ tier: 'stop' })))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(303))
  }
})

test.each(['remove', 'close'] as const)('a withdrawal to %s stops at once, and goes on with the PIN', async (tier) => {
  await her.saysYes()
  const signedInAt = Date.now()
  her.accord.setTime(new Date(signedInAt + 20 * 60_000))
  const asked = await withdraw({ tier })
  expect([asked.status, (await asked.text()).includes('name="pin"')]).toEqual([200, true])
  expect(await her.recorded()).toEqual(['consent-given', 'consent-withdrawn'])

  const wrong = await withdraw({ tier, pin: '000000' })
  const page = await wrong.text()
  expect([wrong.status, page.includes('This PIN does not match'), page.includes('000000')]).toEqual([422, true, false])
  const done = await withdraw({ tier, pin: PIN })
  expect(place(done)).toMatch(tier === 'close' ? /^\/en\/goodbye$/ : /^\/en\/receipts\//)
})

test('a withdrawal that closes the account ends the session and says goodbye to anyone', async () => {
  await her.saysYes()
  const closed = await withdraw({ tier: 'close' })
  expect([closed.status, place(closed)]).toEqual([303, '/en/goodbye'])
  expect(her.browser.cookies.size).toBe(0)
  expect((await her.browser.get('/en/goodbye')).status).toBe(200)
})

test('a withdrawal of nothing says that there is nothing to stop', async () => {
  const refused = await withdraw({ tier: 'stop' })
  expect([refused.status, (await refused.text()).includes('nothing to stop')]).toEqual([422, true])
})
