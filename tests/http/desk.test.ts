import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { holdDesk } from '#app/services/hold-desk.server.ts'
import { staff, staffRoles } from '#db/schema/index.ts'
import { aStaffMember, PASSWORD, type TestStaff } from '#tests/services/support/staff.ts'
import { aBrowser } from '#tests/support/browser.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { staffBuild } from './support/staff-build.ts'

const DESK = '/en/staff/desk'

let accord: TestPortal
let server: RunningServer
let node: TestNode
let elsewhere: TestNode

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord, 'lung')
  node = await aNode(accord, ['lung'])
  elsewhere = await aNode(accord, ['lung'])
  server = await startServer(accord.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
})
afterAll(async () => {
  await server.close()
  await accord.close()
})

async function signedIn({ email }: TestStaff) {
  const browser = aBrowser(server.url)
  await browser.post('/en/staff/sign-in', { email, password: PASSWORD })
  return browser
}

const aClerk = () => aStaffMember(accord, [{ role: 'clerk', organisationId: node.organisationId }])

describe('a hospital’s desk', () => {
  test('is where its clerks begin', async () => {
    const clerk = await signedIn(await aClerk())
    const overview = await clerk.get('/en/staff')
    expect(overview.headers.get('Location')).toBe(DESK)
    const page = await clerk.get(DESK)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('aria-current="page">Hospital desk</a>')
  })

  test('is closed to staff of a programme, and they are not shown the way', async () => {
    const editor = await signedIn(await aStaffMember(accord, [{ role: 'editor', programmeId: 'lung' }]))
    expect((await editor.get(DESK)).status).toBe(403)
    expect(await (await editor.get('/en/staff')).text()).not.toContain(DESK)
  })

  test('is closed to the auditor of that hospital', async () => {
    const { organisationId } = node
    const auditor = await signedIn(await aStaffMember(accord, [{ role: 'auditor', organisationId }]))
    expect((await auditor.get(DESK)).status).toBe(403)
  })

  test('is closed to whoever is not signed in', async () => {
    const answer = await aBrowser(server.url).get(DESK)
    expect(answer.headers.get('Location')).toContain('/en/staff/sign-in')
  })
})

describe('the desk of a clerk', () => {
  const isHeld = (staffId: string, { organisationId }: TestNode) =>
    accord.portal.db.as('public', (tx) => holdDesk(tx, { staffId, organisationId }))

  test('is that of one hospital and of no other', async () => {
    const { id } = await aClerk()
    expect(await isHeld(id, node)).toBe(true)
    expect(await isHeld(id, elsewhere)).toBe(false)
  })

  test('is lost with the role', async () => {
    const { id } = await aClerk()
    await accord.owner.as('public', (tx) => tx.delete(staffRoles).where(eq(staffRoles.staffId, id)))
    expect(await isHeld(id, node)).toBe(false)
  })

  test('is lost with the account', async () => {
    const { id } = await aClerk()
    await accord.owner.as('public', (tx) => tx.update(staff).set({ disabledAt: new Date() }).where(eq(staff.id, id)))
    expect(await isHeld(id, node)).toBe(false)
  })

  test('is not held by whoever holds another role there', async () => {
    const { id } = await aStaffMember(accord, [{ role: 'auditor', organisationId: node.organisationId }])
    expect(await isHeld(id, node)).toBe(false)
  })
})
