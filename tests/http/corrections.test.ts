import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { aStaffMember, PASSWORD } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aContributor, aNode, type TestNode } from '#tests/support/build.ts'
import { contributorWorld } from '#tests/support/contributor-world.ts'
import { staffBuild } from './support/staff-build.ts'

const CORRECTIONS = '/en/staff/desk/corrections'

const her = contributorWorld()
let server: RunningServer
let node: TestNode
let clerk: Browser

beforeAll(async () => {
  server = await startServer(her.accord.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
  node = await aNode(her.accord, ['lung'])
  const { email } = await aStaffMember(her.accord, [{ role: 'clerk', organisationId: node.organisationId }])
  clerk = aBrowser(server.url)
  await clerk.post('/en/staff/sign-in', { email, password: PASSWORD })
})
afterAll(() => server.close())

const aNumber = () => `n${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}`

async function sent(fields: Record<string, string>) {
  const answer = await clerk.post(CORRECTIONS, { checked: 'yes', ...fields })
  return { status: answer.status, text: await answer.text() }
}

describe('a clerk', () => {
  test('gives a person another number, and is shown nothing of what she chose', async () => {
    const { pseudonym } = await aContributor(her.accord, node.organisationId)
    const other = aNumber()
    const { status, text } = await sent({ correction: 'replaced', number: pseudonym, other })
    expect(status).toBe(200)
    expect(text).toContain(`The person now goes by the number ${other}.`)
    expect(await sent({ correction: 'replaced', number: pseudonym, other: aNumber() })).toMatchObject({ status: 404 })
  })

  test('is asked again where something is missing, and nothing happens', async () => {
    const { pseudonym } = await aContributor(her.accord, node.organisationId)
    const unread = await sent({ correction: 'replaced', number: pseudonym, other: aNumber(), checked: '' })
    expect(unread.text).toContain('Please check this in the records of your hospital first')
    expect(unread.text).toContain(`value="${pseudonym}"`)
    expect((await sent({ correction: 'merged', number: pseudonym })).text).toContain('type the second patient number')
    expect((await sent({ correction: 'merged', number: '1234567890123456', other: pseudonym })).text).toContain(
      'not only digits',
    )
    expect((await sent({ correction: 'not-hers', number: pseudonym })).status).toBe(200)
  })

  test('cannot touch a patient of another hospital', async () => {
    const { pseudonym } = await aContributor(her.accord, (await aNode(her.accord, ['lung'])).organisationId)
    const { status, text } = await sent({ correction: 'not-hers', number: pseudonym })
    expect([status, text.includes('no patient of this number at your hospital')]).toEqual([404, true])
  })
})

test('the person reads in her history what her hospital corrected and what it means', async () => {
  const { pseudonym } = await aContributor(her.accord, node.organisationId, her.person)
  await sent({ correction: 'not-hers', number: pseudonym })
  const page = await her.read('/en/history')
  expect(page).toContain('A number from your hospital was not yours')
  expect(page).toContain('Your choices do not count for that number any more.')
  expect(page).toContain('Your hospital, in its records')
  expect(page).not.toContain(pseudonym)
  expect(page).not.toContain('We could not open')
  expect(await her.read('/uk/history')).toContain('Номер від лікарні був не Ваш')
})

test('whoever is no clerk finds no such page', async () => {
  const { email } = await aStaffMember(her.accord, [{ role: 'editor', programmeId: 'lung' }])
  const editor = aBrowser(server.url)
  await editor.post('/en/staff/sign-in', { email, password: PASSWORD })
  expect((await editor.get(CORRECTIONS)).status).toBe(403)
  const { pseudonym } = await aContributor(her.accord, node.organisationId)
  expect((await editor.post(CORRECTIONS, { correction: 'not-hers', number: pseudonym, checked: 'yes' })).status).toBe(
    403,
  )
})
