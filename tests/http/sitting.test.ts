import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '#app/services/open-session.server.ts'
import { setWayBack } from '#app/services/set-way-back.server.ts'
import { signOut } from '#app/services/sign-out.server.ts'
import { staffRoles } from '#db/schema/index.ts'
import { aStaffMember } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aContributor, aNode, type TestContributor } from '#tests/support/build.ts'
import { contributorWorld, place } from '#tests/support/contributor-world.ts'
import { opensFirst } from '#tests/support/opens-first.ts'
import { readHistory } from '#tests/support/read-history.ts'

const PAGE = '/en/staff/desk/sitting'
const PIN = '294017'

/** A clerk's device at the hospital of the person who sits beside it. */
const world = contributorWorld()
let clerk: { id: string; session: string }
let device: Browser
let code: string

beforeEach(async () => {
  const { id } = await aStaffMember(world.accord, [{ role: 'clerk', organisationId: world.node.organisationId }])
  clerk = { id, session: await openSession(world.accord.portal, { staffId: id }) }
  device = opensFirst(aBrowser(world.server.url))
  device.cookies.set('__Host-accord-staff', clerk.session)
  code = await codeOf(await aContributor(world.accord, world.node.organisationId))
})

let person: TestContributor

async function codeOf(whom: TestContributor): Promise<string> {
  person = whom
  const { portal } = world.accord
  const sessionSecret = await openSession(portal, { contributorId: whom.id })
  const set = await setWayBack(portal, { contributorId: whom.id, pin: PIN, sessionSecret })
  if (!set.ok) throw new Error(set.refusal)
  return set.event.code
}

const letsIn = (typed = { code, pin: PIN }) => device.post(PAGE, typed)

describe('with staff at her side', () => {
  test('a person chooses on the clerk’s device, and it is recorded who helped', async () => {
    expect(place(await letsIn())).toBe('/en/choices')
    expect(await (await device.get('/en/choices')).text()).toContain('Hospital staff are helping you.')
    await device.post('/en/choices/lung/questions/take-part', { answer: 'no' })
    const form = world.formId()
    expect(place(await device.post('/en/choices/lung/questions/check', { form, confirm: 'yes' }))).toContain(
      '/receipts/',
    )
    const [event] = await readHistory(world.accord.portal, person.id)
    const by = { kind: 'organisation', id: world.node.organisationId, how: 'assisted' }
    expect(event).toMatchObject({ type: 'consent-refused', by })
  })

  test('what is about her account stays closed', async () => {
    await letsIn()
    expect((await device.get('/en/messages')).status).toBe(403)
    expect((await device.get('/en/way-back/code')).status).toBe(403)
    expect((await device.post('/en/choices/lung/withdrawal', { tier: 'close', pin: PIN })).status).toBe(403)
    const letter = { code: 'AAAA', birth_day: '1', birth_month: '1', birth_year: '1950' }
    expect((await device.post('/en/invitation', letter)).status).toBe(403)
  })

  test('one button ends it, and the clerk’s device is as before', async () => {
    await letsIn()
    const ended = place(await device.post('/en/sign-out', { end: 'yes' }))
    expect(ended).toBe('/en/staff/desk/sitting?ended')
    expect(await (await device.get(ended ?? '')).text()).toContain('Nobody can see the person’s choices')
    expect(place(await device.get('/en/choices'))).toContain('/en/sign-in')
    expect((await device.get(PAGE)).status).toBe(200)
  })

  test('it ends after fifteen minutes, whatever is done meanwhile', async () => {
    await letsIn()
    const opened = Date.now()
    world.accord.setTime(new Date(opened + 14 * 60_000))
    expect((await device.get('/en/choices')).status).toBe(200)
    world.accord.setTime(new Date(opened + 15 * 60_000 + 1_000))
    expect(place(await device.get('/en/choices'))).toContain('/en/sign-in')
  })

  test('it ends when the clerk signs out', async () => {
    await letsIn()
    await signOut(world.accord.portal, clerk.session)
    expect(place(await device.get('/en/choices'))).toContain('/en/sign-in')
  })

  test('it ends when the clerk loses the role, or holds it elsewhere', async () => {
    await letsIn()
    const { organisationId } = await aNode(world.accord, ['lung'])
    await world.accord.owner.as('public', (tx) =>
      tx.update(staffRoles).set({ organisationId }).where(eq(staffRoles.staffId, clerk.id)),
    )
    expect(place(await device.get('/en/choices'))).toContain('/en/sign-in')
  })
})

describe('nobody is let in', () => {
  test('without her own code and PIN, which are tried as often as at the sign-in and no more', async () => {
    for (const typed of [
      { code, pin: '111222' },
      { code: 'ZZZZ-ZZZZ-ZZZZ-Z', pin: PIN },
    ]) {
      const answer = await letsIn(typed)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('do not fit together')
    }
    for (let tries = 0; tries < 4; tries += 1) await letsIn({ code, pin: '111222' })
    expect((await letsIn()).status).toBe(422)
    expect(device.cookies.has('__Host-accord')).toBe(false)
  })

  test('who is enrolled at another hospital alone', async () => {
    code = await codeOf(await aContributor(world.accord, (await aNode(world.accord, ['lung'])).organisationId))
    const answer = await letsIn()
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('not enrolled at your hospital')
    expect(device.cookies.has('__Host-accord')).toBe(false)
  })

  test('by anybody but a clerk', async () => {
    const { id } = await aStaffMember(world.accord, [{ role: 'editor', programmeId: 'lung' }])
    device.cookies.set('__Host-accord-staff', await openSession(world.accord.portal, { staffId: id }))
    expect((await device.get(PAGE)).status).toBe(403)
    expect((await letsIn()).status).toBe(403)
    device.cookies.delete('__Host-accord-staff')
    expect(place(await letsIn())).toContain('/en/staff/sign-in')
  })
})
