import { expect, test } from 'vitest'
import type { RemovalAnswer } from '#app/domain/consent/removal.ts'
import { answerRemovalTask } from '#app/services/answer-removal-task.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { listRemovalTasks } from '#app/services/list-removal-tasks.server.ts'
import { pollEvents } from '#app/services/poll-events.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { contributorWorld, place } from '#tests/support/contributor-world.ts'
import { PIN } from '#tests/support/signed-in.ts'

const her = contributorWorld()

/** Her hospital's node, which fetches her token, is told of its end and of the removal, and answers. */
const hospital = {
  fetches: async () => {
    await openStatusLists(her.accord.portal)
    const { id: contributorId, enrolmentId: id, pseudonym } = her.person
    const enrolments = [{ id, contributorId, pseudonym }]
    const target = { basis: 'consent', programme: 'lung' } as const
    await issueConsentTokens(her.accord.portal, { node: her.node, target, tokenDays: 30, enrolments })
  },
  polls: async () => {
    const poll = { maxEvents: 100, returnImmediately: true, ack: [] as string[], setErrs: {} }
    return Object.keys((await pollEvents(her.accord.portal, her.node, poll)).sets)
  },
  acknowledges: (ack: string[]) =>
    pollEvents(her.accord.portal, her.node, { maxEvents: 0, returnImmediately: true, ack, setErrs: {} }),
  answers: async (answer: RemovalAnswer) => {
    const { organisationId } = her.node
    const { tasks } = await listRemovalTasks(her.accord.portal, { organisationId, onlyOpen: true, after: null })
    await answerRemovalTask(her.accord.portal, her.node, { id: tasks.at(-1)?.id ?? '', ...answer })
  },
}

test('a withdrawal is followed to its end: sent, received, taken out or explained', async () => {
  const page = () => her.read('/en/choices/lung/withdrawal')
  await her.saysYes()
  await hospital.fetches()
  await withdraw({ tier: 'remove' })
  expect(await page()).toContain('1 hospital has not confirmed everything yet.')
  expect(await page()).toContain('It has not fetched our message yet.')

  const sets = await hospital.polls()
  expect(await page()).toContain('It has not confirmed yet.')
  await hospital.acknowledges(sets)
  expect(await page()).toContain('it does not use your data any more in this programme.')
  expect(await page()).toContain('It has not answered yet.')

  await hospital.answers({ outcome: 'not-possible', hindrance: 'part-of-a-published-result' })
  const explained = await page()
  expect(explained).toContain('that it could not take everything out.')
  expect(explained).toContain('They are part of a result that is already published.')
  expect(explained).toContain('Every hospital has confirmed.')
})

test('where a hospital never held her consent, there is nothing to take back', async () => {
  await her.saysYes()
  await withdraw({ tier: 'stop' })
  expect(await her.read('/en/choices/lung/withdrawal')).toContain('there is nothing to take back.')
})

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
