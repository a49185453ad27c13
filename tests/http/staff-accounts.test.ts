import { desc } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { changePassword } from '#app/services/change-password.server.ts'
import { closeStaffAccount } from '#app/services/close-staff-account.server.ts'
import { giveRole } from '#app/services/give-role.server.ts'
import { reopenStaffAccount } from '#app/services/reopen-staff-account.server.ts'
import { resetPassword } from '#app/services/reset-password.server.ts'
import { takeRole } from '#app/services/take-role.server.ts'
import { audit, sessions, staff, staffRoles } from '#db/schema/index.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aNode, aProgramme } from '#tests/support/build.ts'
import { heldBeforeCommit } from '#tests/support/held.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { untilItWaits } from '#tests/support/until-it-waits.ts'
import { staffBuild } from './support/staff-build.ts'

let world: TestPortal
let server: RunningServer
let hospital: string
let other: string

beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world, 'lung')
  hospital = (await aNode(world, ['lung'])).clientId
  other = (await aNode(world, ['lung'])).clientId
  server = await startServer(world.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
})
beforeEach(async () => {
  world.setTime(null)
  await world.owner.as('public', async (tx) => {
    await tx.delete(sessions)
    await tx.delete(staffRoles)
    await tx.delete(staff)
  })
})
afterAll(async () => {
  await server.close()
  await world.close()
})

const by = { name: 'operator ana', reason: 'she begins on Monday' }
const email = 'vesna@hospital.example'
const OWN = 'four words in a row'

const clerkAt = (slug: string) => ({ role: 'clerk', programme: null, hospital: slug })
const editor = { role: 'editor', programme: 'lung', hospital: null }

async function handedOut(asked: Parameters<typeof giveRole>[1]['asked'] = clerkAt(hospital)): Promise<string> {
  const given = await giveRole(world.portal, { email, asked, by })
  if (!given.ok || !given.event.oneTimePassword) throw new Error('no password was handed out')
  return given.event.oneTimePassword
}

function signIn(browser: Browser, password: string) {
  return browser.post('/en/staff/sign-in', { email, password })
}

function choose(browser: Browser, password: string, wanted = OWN, again = wanted) {
  return browser.post('/en/staff/password', { email, password, wanted, again })
}

/** Somebody who has chosen her own password and is signed in. */
async function atHerDesk(asked = clerkAt(hospital)): Promise<Browser> {
  const browser = aBrowser(server.url)
  expect((await choose(browser, await handedOut(asked))).headers.get('Location')).toBe('/en/staff')
  return browser
}

const isLedToSignIn = async (browser: Browser) => {
  const { status, headers } = await browser.get('/en/staff/desk')
  return [status, headers.get('Location')?.split('?')[0]]
}

async function lastNote() {
  const [row] = await world.owner.as('public', (tx) => tx.select().from(audit).orderBy(desc(audit.id)).limit(1))
  return row
}

test('a clerk chooses her own password with the one she was handed, and is at her desk', async () => {
  const browser = await atHerDesk()
  expect((await browser.get('/en/staff/desk')).status).toBe(200)
  expect((await signIn(aBrowser(server.url), OWN)).headers.get('Location')).toBe('/en/staff')
})

test('a password that was handed out signs nobody in, and opens its page once, however it is typed', async () => {
  const password = await handedOut()
  const browser = aBrowser(server.url)
  expect((await signIn(browser, password)).headers.get('Location')).toBe('/en/staff/password')
  expect(await isLedToSignIn(browser)).toEqual([302, '/en/staff/sign-in'])
  expect((await choose(browser, password.toLowerCase().replaceAll('-', ' '))).status).toBe(303)
  expect((await choose(browser, password, 'another four words')).status).toBe(422)
})

test('a password that was handed out runs out after three days', async () => {
  const password = await handedOut()
  world.setTime(new Date(Date.now() + 3 * 86_400_000 + 1000))
  const answer = await choose(aBrowser(server.url), password)
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('has run out')])
})

test('a password that differs from its repetition, is short or is the one handed out is not taken', async () => {
  const password = await handedOut()
  const browser = aBrowser(server.url)
  for (const [wanted, again] of [
    [OWN, `${OWN}s`],
    ['short', 'short'],
    [password, password],
  ] as const) {
    expect((await choose(browser, password, wanted, again)).status).toBe(422)
  }
  expect((await choose(browser, 'WRNG-WRNG-WRNG-W')).status).toBe(422)
  expect((await choose(browser, password)).status).toBe(303)
})

test('who was given a role and by whom stays in the audit, never the password', async () => {
  const password = await handedOut()
  const entry = await lastNote()
  expect(entry).toMatchObject({
    actorId: 'operator ana',
    action: 'staff-role-given',
    detail: { role: 'clerk', hospital, new_account: true, reason: by.reason },
  })
  expect(JSON.stringify(entry)).not.toContain(password.slice(0, 9))
})

test('a role that is given again changes nothing and hands out nothing', async () => {
  await handedOut()
  const before = await lastNote()
  const again = await giveRole(world.portal, { email: ` ${email.toUpperCase()} `, asked: clerkAt(hospital), by })
  expect(again).toEqual({ ok: true, event: { role: 'clerk', given: false } })
  expect((await lastNote())?.id).toBe(before?.id)
})

test('two operators who give the same role at once make one account', async () => {
  const held = heldBeforeCommit(world)
  const first = giveRole(held.portal, { email, asked: editor, by })
  await held.reached
  const second = giveRole(world.portal, { email, asked: editor, by })
  await untilItWaits(world, second)
  held.goOn()
  expect([await first, await second]).toMatchObject([{ event: { given: true } }, { event: { given: false } }])
})

test.each([
  ['mail-address-not-readable', { email: 'vesna', asked: editor }],
  ['role-unknown', { email, asked: { ...editor, role: 'director' } }],
  ['role-needs-hospital', { email, asked: { ...editor, role: 'clerk' } }],
  ['programme-not-found', { email, asked: { ...editor, programme: 'lungs' } }],
  ['hospital-not-found', { email, asked: clerkAt('atlantis') }],
])('a role is refused with %s, and nobody is added', async (refusal, { email, asked }) => {
  expect(await giveRole(world.portal, { email, asked, by })).toEqual({ ok: false, refusal })
  expect(await world.owner.as('public', (tx) => tx.select().from(staff))).toEqual([])
})

test('nobody works at the desks of two hospitals', async () => {
  await handedOut()
  expect(await giveRole(world.portal, { email, asked: clerkAt(other), by })).toEqual({
    ok: false,
    refusal: 'clerk-elsewhere',
  })
})

test('a role that is taken away signs its holder out at once, and another role stays', async () => {
  const browser = await atHerDesk()
  await giveRole(world.portal, { email, asked: editor, by })
  expect(await takeRole(world.portal, { email, asked: clerkAt(hospital), by })).toMatchObject({ ok: true })
  expect(await isLedToSignIn(browser)).toEqual([302, '/en/staff/sign-in'])
  expect((await signIn(browser, OWN)).status).toBe(303)
  expect([(await browser.get('/en/staff/desk')).status, (await browser.get('/en/staff/forms')).status]).toEqual([
    403, 200,
  ])
  expect(await takeRole(world.portal, { email, asked: clerkAt(hospital), by })).toEqual({
    ok: false,
    refusal: 'role-not-held',
  })
})

test('a reset ends her own password and every browser, and what she is handed is exchanged like the first', async () => {
  const browser = await atHerDesk()
  const reset = await resetPassword(world.portal, { email, by })
  expect(await isLedToSignIn(browser)).toEqual([302, '/en/staff/sign-in'])
  expect(await world.owner.as('public', (tx) => tx.select().from(sessions)), 'sittings hang on them').toEqual([])
  expect((await signIn(browser, OWN)).status).toBe(422)
  expect((await choose(browser, reset.ok ? reset.event.oneTimePassword : '', 'another four words')).status).toBe(303)
})

test.each([1, 2, 3, 4])(
  'a reset wins over whoever is changing the password at that moment, at step %i of it',
  async (step) => {
    await atHerDesk()
    const { db } = world.portal
    let steps = 0
    const as: typeof db.as = async (...work) => {
      if (++steps === step) await resetPassword(world.portal, { email, by })
      return db.as(...work)
    }
    const changing = { email, current: OWN, wanted: 'another four words' }
    expect(await changePassword({ ...world.portal, db: { ...db, as } }, changing)).toEqual({
      ok: false,
      refusal: 'staff-sign-in-not-matched',
    })
    expect(steps).toBeGreaterThanOrEqual(step)
    expect((await signIn(aBrowser(server.url), 'another four words')).status).toBe(422)
  },
)

test('a browser that signed in while the password was being reset has no way in', async () => {
  const browser = await atHerDesk()
  await world.owner.as('public', (tx) => tx.update(staff).set({ handedOutUntil: new Date('2099-01-01') }))
  expect(await isLedToSignIn(browser)).toEqual([302, '/en/staff/sign-in'])
})

test('whoever changes a password is signed out of every other browser', async () => {
  const before = await atHerDesk()
  expect((await choose(aBrowser(server.url), OWN, 'another four words')).status).toBe(303)
  expect(await isLedToSignIn(before)).toEqual([302, '/en/staff/sign-in'])
})

test('an account that is closed opens nothing, is given no role, and comes back without those it had', async () => {
  const browser = await atHerDesk()
  expect(await closeStaffAccount(world.portal, { email, by })).toMatchObject({ ok: true })
  expect(await isLedToSignIn(browser)).toEqual([302, '/en/staff/sign-in'])
  expect((await signIn(browser, OWN)).status).toBe(422)
  const closed = { ok: false, refusal: 'staff-account-closed' }
  expect(await giveRole(world.portal, { email, asked: editor, by })).toEqual(closed)
  expect(await resetPassword(world.portal, { email, by })).toEqual(closed)
  expect(await closeStaffAccount(world.portal, { email, by })).toEqual(closed)

  const back = await reopenStaffAccount(world.portal, { email, by })
  expect((await choose(browser, back.ok ? back.event.oneTimePassword : '')).status).toBe(303)
  expect((await browser.get('/en/staff/desk')).status).toBe(403)
})

test('nobody is reset, closed or brought back who is not there', async () => {
  const nobody = { email: 'nobody@hospital.example', by }
  for (const verb of [resetPassword, closeStaffAccount, reopenStaffAccount]) {
    expect(await verb(world.portal, nobody)).toEqual({ ok: false, refusal: 'staff-not-found' })
  }
})
