import { eq, sql } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { nodes } from '#db/schema/index.ts'
import { contributorWorld } from '#tests/support/contributor-world.ts'

const her = contributorWorld()

const asOwner = (statement: string) => her.accord.owner.as('public', (tx) => tx.execute(sql.raw(statement)))
const readable = (table: string) => asOwner(`grant select on ${table} to accord_app`)
const heardFrom = (at: Date | null) =>
  her.accord.owner.as('public', (tx) => tx.update(nodes).set({ lastSyncAt: at }).where(eq(nodes.id, her.node.id)))

afterEach(async () => {
  await heardFrom(null)
  await readable('impact_summaries')
  await readable('usage_reports')
})

test('a programme that was not answered is offered, and nothing else is made up', async () => {
  const page = await her.read('/en/choices')
  expect(page).toContain('href="/en/choices/lung/questions"')
  expect(page).toContain('You have not answered yet')
  expect(page).toContain('You have not chosen anything yet')
  expect(page).toContain('Your data have not been used so far.')
})

test('a choice is told with what it covers and with two ways on', async () => {
  await her.saysYes()
  const page = await her.read('/en/choices')
  expect(page).toContain('You said yes')
  expect(page).toContain('Companies may not use my data.')
  expect(page).toContain('Change my answers')
  expect(page).toContain('Stop taking part')
})

test('a change is said to have reached a hospital only once its node has checked in', async () => {
  await heardFrom(new Date())
  await her.saysYes()
  expect(await her.read('/en/choices')).toContain('Your latest choice has not reached your hospital yet.')
  await heardFrom(new Date())
  expect(await her.read('/en/choices')).toContain('Your hospital has your latest choice.')
})

test.each([
  ['impact_summaries', 'We could not load the latest result.', 'There is no result yet'],
  ['usage_reports', 'We could not load the latest use of your data.', 'Your data have not been used so far.'],
])('where %s cannot be read, the rest stands and nothing is said to be empty', async (table, said, never) => {
  await asOwner(`revoke select on ${table} from accord_app`)
  const response = await her.browser.get('/en/choices')
  const page = await response.text()
  expect(response.status).toBe(200)
  expect(page).toContain('You have not answered yet')
  expect(page).toContain(said)
  expect(page).not.toContain(never)
})

test('uses that cannot be read are an error and not an empty list', async () => {
  await asOwner('revoke select on usage_reports from accord_app')
  const response = await her.browser.get('/en/uses')
  expect([response.status, (await response.text()).includes('have not been used')]).toEqual([500, false])
})
