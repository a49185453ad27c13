import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimInvitation } from '#app/services/claim-invitation.server.ts'
import { findContributor } from '#app/services/find-session.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { reportLetter } from '#app/services/report-letter.server.ts'
import { enrolments } from '#db/schema/index.ts'
import { aNode } from '#tests/support/build.ts'
import { aLetter, type TestLetter, toldHospital } from '#tests/support/letters.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let world: TestPortal
let hospital: string
let letter: TestLetter

beforeAll(async () => {
  world = await testPortal()
})
afterAll(() => world.close())

async function aNewLetter() {
  hospital = (await aNode(world, [])).organisationId
  letter = await aLetter(world, hospital)
}

const claim = () => claimInvitation(world.portal, { ...letter, language: 'en', signedInAs: null, join: null })

test('a letter in the wrong hands opens nothing once it is reported, and its hospital is told once', async () => {
  await aNewLetter()
  const report = { ...letter, problem: 'not-mine' } as const
  expect(await reportLetter(world.portal, report)).toEqual({ ok: true, event: 'not-mine' })
  expect(await reportLetter(world.portal, report)).toEqual({ ok: true, event: 'not-mine' })
  expect(await claim()).toMatchObject({ refusal: 'invitation-not-matched' })
  expect(await toldHospital(world, hospital)).toEqual(['invitation-voided'])
})

test('nobody reports a letter whose code they do not know', async () => {
  await aNewLetter()
  for (const wrong of [{ code: 'ZZZZ-ZZZZ-ZZZZ-Z' }, { code: '' }, { selector: 'NOSUCHLETT' }]) {
    const answer = await reportLetter(world.portal, { ...letter, ...wrong, problem: 'not-me' })
    expect(answer).toEqual({ ok: false, refusal: 'invitation-not-matched' })
  }
  expect(await claim()).toMatchObject({ ok: true })
})

test('“this was not me” undoes the claim, ends its sessions and tells the hospital', async () => {
  await aNewLetter()
  const claimed = await claim()
  if (!claimed.ok) throw new Error(claimed.refusal)
  const thief = await openSession(world.portal, { contributorId: claimed.event.contributorId })

  expect(await reportLetter(world.portal, { ...letter, problem: 'not-me' })).toMatchObject({ ok: true })
  expect(await findContributor(world.portal, thief)).toBeNull()
  const [enrolment] = await world.owner.as('public', (tx) =>
    tx.select().from(enrolments).where(eq(enrolments.id, letter.enrolmentId)),
  )
  expect(enrolment?.contributorId).toBeNull()
  expect(await toldHospital(world, hospital)).toEqual(['invitation-claimed', 'claim-voided', 'invitation-voided'])
})

test('a letter whose tries were used up by someone else can still be reported', async () => {
  await aNewLetter()
  for (let tries = 0; tries < 10; tries++) {
    await claimInvitation(world.portal, {
      ...letter,
      birthDate: '1900-01-01',
      language: 'en',
      signedInAs: null,
      join: null,
    })
  }
  expect(await reportLetter(world.portal, { ...letter, problem: 'not-me' })).toMatchObject({ ok: true })
}, 120_000)

test('another letter than the one that was claimed with undoes nothing', async () => {
  await aNewLetter()
  await claim()
  const first = { ...letter, problem: 'not-me' } as const
  await reportLetter(world.portal, first)

  letter = await aLetter(world, hospital, { enrolmentId: first.enrolmentId })
  const claimed = await claim()
  await reportLetter(world.portal, first)
  const [enrolment] = await world.owner.as('public', (tx) =>
    tx.select().from(enrolments).where(eq(enrolments.id, first.enrolmentId)),
  )
  expect(enrolment?.contributorId).toBe(claimed.ok && claimed.event.contributorId)
})
