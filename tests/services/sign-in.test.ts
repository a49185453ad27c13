import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessionIdHash } from '#app/crypto/session-secret.server.ts'
import { findContributor } from '#app/services/find-session.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { setWayBack } from '#app/services/set-way-back.server.ts'
import { forgetPersonalCode, personalCodeToShow } from '#app/services/show-personal-code.server.ts'
import { signIn } from '#app/services/sign-in.server.ts'
import { signOut } from '#app/services/sign-out.server.ts'
import { contributors, credentials, sessions } from '#db/schema/index.ts'
import { aContributor, aNode } from '#tests/support/build.ts'
import { withLateCommits } from '#tests/support/letters.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

const PIN = '294017'
const NOT_MATCHED = { ok: false, refusal: 'sign-in-not-matched' }

let world: TestPortal
let organisationId: string
beforeAll(async () => {
  world = await testPortal()
  organisationId = (await aNode(world, [])).organisationId
})
afterAll(() => world.close())

async function aPersonWithCode() {
  const { id } = await aContributor(world, organisationId)
  const secret = await openSession(world.portal, { contributorId: id })
  const set = await setWayBack(world.portal, { contributorId: id, pin: PIN, sessionSecret: secret })
  if (!set.ok) throw new Error(set.refusal)
  return { id, secret, code: set.event.code }
}

test('a personal code and its PIN sign a person in, however the code is typed', async () => {
  const { id, code } = await aPersonWithCode()
  const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `
  expect(await signIn(world.portal, { code: typed, pin: PIN })).toMatchObject({
    ok: true,
    event: { contributorId: id },
  })
})

test('a wrong PIN, an unknown code and a closed account get one and the same answer', async () => {
  const { code } = await aPersonWithCode()
  const closed = await aPersonWithCode()
  await world.owner.as('public', (tx) =>
    tx.update(contributors).set({ closedAt: new Date() }).where(eq(contributors.id, closed.id)),
  )
  for (const tried of [
    { code, pin: '294018' },
    { code: 'ZZZZ-ZZZZ-ZZZZ-Z', pin: PIN },
    { code: '', pin: PIN },
    { code: closed.code, pin: PIN },
  ]) {
    expect(await signIn(world.portal, tried)).toEqual(NOT_MATCHED)
  }
})

test('after five wrong PINs even the right one must wait, and waiting helps', async () => {
  const { id, code } = await aPersonWithCode()
  const start = new Date()
  world.setTime(start)
  for (let tries = 0; tries < 5; tries++) await signIn(world.portal, { code, pin: '111222' })
  expect(await signIn(world.portal, { code, pin: PIN })).toEqual(NOT_MATCHED)
  world.setTime(new Date(start.getTime() + 3000))
  expect(await signIn(world.portal, { code, pin: PIN })).toMatchObject({ event: { contributorId: id } })
  world.setTime(null)
})

test('of guesses at the same moment one is compared', async () => {
  const { id, code } = await aPersonWithCode()
  await Promise.all(['111222', '222333', '333444', '444555'].map((pin) => signIn(world.portal, { code, pin })))
  const [credential] = await world.owner.as('public', (tx) =>
    tx.select().from(credentials).where(eq(credentials.contributorId, id)),
  )
  expect(credential?.tries).toBeLessThanOrEqual(4)
  expect(credential?.tries).toBeGreaterThanOrEqual(1)
})

test('a PIN that a guesser tries first is refused before anything is kept', async () => {
  const { id } = await aContributor(world, organisationId)
  const secret = await openSession(world.portal, { contributorId: id })
  const refused = await setWayBack(world.portal, { contributorId: id, pin: '123456', sessionSecret: secret })
  expect(refused).toEqual({ ok: false, refusal: 'pin-too-easy' })
  expect(await findContributor(world.portal, secret)).toMatchObject({ hasWayBack: false })
})

test('a way back is set once, also when the form is sent twice', async () => {
  const { id } = await aContributor(world, organisationId)
  const secret = await openSession(world.portal, { contributorId: id })
  const slow = withLateCommits(world)
  const twice = [1, 2].map(() => setWayBack(slow, { contributorId: id, pin: PIN, sessionSecret: secret }))
  const answers = (await Promise.all(twice)).map((answer) => (answer.ok ? 'set' : answer.refusal))
  expect(answers.toSorted()).toEqual(['set', 'way-back-already-set'])
})

test('the personal code is shown to the browser that set it until it goes on, and to no other', async () => {
  const { id, secret, code } = await aPersonWithCode()
  const found = await findContributor(world.portal, secret)
  expect(found && personalCodeToShow(found, secret)).toBe(code)

  const other = await openSession(world.portal, { contributorId: id })
  const elsewhere = await findContributor(world.portal, other)
  expect(elsewhere && personalCodeToShow(elsewhere, other)).toBeNull()
  expect(() => found && personalCodeToShow(found, other)).toThrow()

  await forgetPersonalCode(world.portal, secret)
  const later = await findContributor(world.portal, secret)
  expect(later && personalCodeToShow(later, secret)).toBeNull()
})

test('a session ends with signing out, after half an hour of silence, and when its account is closed', async () => {
  const { id } = await aPersonWithCode()
  const open = () => openSession(world.portal, { contributorId: id })

  const signedOut = await open()
  await signOut(world.portal, signedOut)
  expect(await findContributor(world.portal, signedOut)).toBeNull()

  const silent = await open()
  world.setTime(new Date(Date.now() + 31 * 60_000))
  expect(await findContributor(world.portal, silent)).toBeNull()
  world.setTime(null)

  const closed = await open()
  await world.owner.as('public', (tx) =>
    tx.update(contributors).set({ closedAt: new Date() }).where(eq(contributors.id, id)),
  )
  expect(await findContributor(world.portal, closed)).toBeNull()
})

test('on a shared phone five minutes of silence end the session', async () => {
  const { id } = await aPersonWithCode()
  const secret = await openSession(world.portal, { contributorId: id }, { sharedDevice: true })
  world.setTime(new Date(Date.now() + 6 * 60_000))
  expect(await findContributor(world.portal, secret)).toBeNull()
  world.setTime(null)
})

test('what the table of sessions holds lets nobody in', async () => {
  const { secret } = await aPersonWithCode()
  const [row] = await world.owner.as('public', (tx) =>
    tx
      .select()
      .from(sessions)
      .where(eq(sessions.idHash, sessionIdHash(secret))),
  )
  expect(await findContributor(world.portal, row?.idHash.toString('base64url') ?? '')).toBeNull()
  expect(await findContributor(world.portal, 'not-a-session')).toBeNull()
})
