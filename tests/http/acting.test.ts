import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { sessionIdHash } from '#app/crypto/session-secret.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { sessions } from '#db/schema/index.ts'
import { aStaffMember } from '#tests/services/support/staff.ts'
import { aDataUse } from '#tests/support/build.ts'
import { contributorWorld, place, QUESTIONS } from '#tests/support/contributor-world.ts'
import { opensFirst } from '#tests/support/opens-first.ts'
import { readHistory } from '#tests/support/read-history.ts'

/** Staff of her hospital sit with her: what she does then says so, whichever page she does it on. */
const her = contributorWorld()
const wishes = { answer: 'ask-me', companies: 'no', reports: 'no', confirm: 'yes' }

/** What a sitting leaves in her session; how one is opened and ended is seen with the desk. */
async function staffSitDown(): Promise<void> {
  const { organisationId } = her.node
  const { id: staffId } = await aStaffMember(her.accord, [{ role: 'clerk', organisationId }])
  const assistedIn = sessionIdHash(await openSession(her.accord.portal, { staffId }))
  await ofHers({ assistedBy: organisationId, assistedIn })
}

const ofHers = (session: Partial<typeof sessions.$inferInsert>) =>
  her.accord.owner.as('public', (tx) =>
    tx.update(sessions).set(session).where(eq(sessions.contributorId, her.person.id)),
  )

const whoActed = async () =>
  (await readHistory(her.accord.portal, her.person.id)).map(({ type, by }) => [type, by.kind, by.how, by.id]).reverse()

const withHelp = (type: string) => [type, 'organisation', 'assisted', her.node.organisationId]

beforeEach(async () => {
  await staffSitDown()
  her.browser = opensFirst(her.browser)
})

test('every change of a switch names the hospital that helped', async () => {
  const use = await aDataUse(her.accord, 'lung')
  await her.saysYes()
  await her.publishNewForm({ follows: her.formId(), change: 'major' })
  await her.browser.post('/en/choices/lung/what-changed/later', { form: her.formId(), again: 'in-a-month' })
  await her.browser.post('/en/choices/altruism', wishes)
  await her.browser.post(`/en/choices/altruism/${use.id}`, { answer: 'yes' })
  await her.browser.post('/en/choices/lung/withdrawal', { tier: 'stop' })
  for (const answer of ['object', 'reverse']) {
    await her.browser.post('/en/choices/objection', { answer, country: 'SI' })
  }
  expect(await whoActed()).toEqual(
    [
      'consent-given',
      'consent-deferred',
      'altruism-preferred',
      'use-answered',
      'consent-withdrawn',
      'objected',
      'objection-reversed',
    ].map(withHelp),
  )
})

test('every page says that staff are helping, with one button that ends it', async () => {
  for (const path of ['/en/choices', QUESTIONS, '/en/history', '/en/uses', '/en/choices/altruism']) {
    const page = await her.read(path)
    expect(page).toContain('Hospital staff are helping you.')
    expect(page).toMatch(/action="\/en\/sign-out".*I am finished/s)
  }
})

test.each(['/en/messages', '/en/way-back/code'])('what is about her account stays closed: %s', async (path) => {
  for (const answer of [await her.browser.get(path), await her.browser.post(path, { confirm: 'yes' })]) {
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('Only the person can do this')
  }
})

test('nobody closes her account beside her, and nothing else happens instead', async () => {
  await her.saysYes()
  expect(await her.read('/en/choices/lung/withdrawal')).not.toContain('value="close"')
  const answer = await her.browser.post('/en/choices/lung/withdrawal', { tier: 'close' })
  expect([answer.status, place(answer)]).toEqual([403, null])
  expect(await whoActed()).toEqual([withHelp('consent-given')])
})

test('the ways to her account are not offered while they would be closed', async () => {
  const ways = ['/en/messages', '/en/my-data', '/en/representatives'].map((path) => `href="${path}"`)
  const helped = await her.read('/en/choices')
  await ofHers({ assistedBy: null, assistedIn: null })
  const alone = await her.read('/en/choices')
  for (const way of ways) expect([helped.includes(way), alone.includes(way)]).toEqual([false, true])
})

test('alone again, she acts for herself', async () => {
  await ofHers({ assistedBy: null, assistedIn: null })
  await her.saysYes()
  expect(await whoActed()).toEqual([['consent-given', 'contributor', 'portal', her.person.id]])
  expect(await her.read('/en/choices')).not.toContain('Hospital staff are helping you.')
})
