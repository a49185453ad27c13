import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClaimRequest, claimInvitation } from '#app/services/claim-invitation.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { setWayBack } from '#app/services/set-way-back.server.ts'
import { audit, contributors, enrolments, invitations } from '#db/schema/index.ts'
import { aNode } from '#tests/support/build.ts'
import { aLetter, type TestLetter, toldHospital, withLateCommits } from '#tests/support/letters.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

const MANY_SLOW_HASHES = 120_000

let world: TestPortal
beforeAll(async () => {
  world = await testPortal()
})
afterAll(() => world.close())

const request = ({ selector, code, birthDate }: TestLetter, changes: Partial<ClaimRequest> = {}): ClaimRequest => ({
  selector,
  code,
  birthDate,
  language: 'sl',
  signedInAs: null,
  join: null,
  ...changes,
})

async function aHospital(): Promise<string> {
  return (await aNode(world, [])).organisationId
}

async function claimed(letter: TestLetter, changes: Partial<ClaimRequest> = {}): Promise<string> {
  const decision = await claimInvitation(world.portal, request(letter, changes))
  if (!decision.ok) throw new Error(decision.refusal)
  return decision.event.contributorId
}

async function invitationOf({ selector }: TestLetter) {
  const [row] = await world.owner.as('public', (tx) =>
    tx.select().from(invitations).where(eq(invitations.selector, selector)),
  )
  return row
}

async function withWayBack(letter: TestLetter): Promise<string> {
  const contributorId = await claimed(letter)
  const sessionSecret = await openSession(world.portal, { contributorId })
  await setWayBack(world.portal, { contributorId, pin: '294017', sessionSecret })
  return contributorId
}

test('a letter’s code and birth date open an account, join it to the hospital’s pseudonym, and the hospital is told', async () => {
  const hospital = await aHospital()
  const letter = await aLetter(world, hospital)
  const id = await claimed(letter, { code: letter.code.toLowerCase().replaceAll('-', ' ') })

  const rows = await world.owner.as('public', async (tx) => ({
    contributor: (await tx.select().from(contributors).where(eq(contributors.id, id)))[0],
    enrolment: (await tx.select().from(enrolments).where(eq(enrolments.id, letter.enrolmentId)))[0],
    noted: await tx.select().from(audit).where(eq(audit.actorId, id)),
  }))
  expect(rows.contributor).toMatchObject({ language: 'sl', closedAt: null })
  expect(rows.contributor?.wrappedKey?.length).toBeGreaterThan(32)
  expect(rows.enrolment?.contributorId).toBe(id)
  expect(rows.noted.map(({ action, detail }) => [action, detail])).toEqual([['invitation-claimed', {}]])
  expect(await toldHospital(world, hospital)).toEqual(['invitation-claimed'])
})

test('a wrong code, a wrong birth date and an unknown letter get one and the same answer', async () => {
  const letter = await aLetter(world, await aHospital())
  const wrong: Partial<ClaimRequest>[] = [
    { code: 'ZZZZ-ZZZZ-ZZZZ-Z' },
    { code: '' },
    { birthDate: '1951-03-08' },
    { selector: 'NOSUCHLETT' },
    { selector: '' },
  ]
  for (const changes of wrong) {
    expect(await claimInvitation(world.portal, request(letter, changes))).toEqual({
      ok: false,
      refusal: 'invitation-not-matched',
    })
  }
})

test(
  'after ten wrong tries the letter opens no more, also with the right code, and the hospital is told once',
  async () => {
    const hospital = await aHospital()
    const letter = await aLetter(world, hospital)
    for (let tries = 0; tries < 12; tries++) {
      await claimInvitation(world.portal, request(letter, { birthDate: '1950-01-01' }))
    }
    expect(await claimInvitation(world.portal, request(letter))).toEqual({
      ok: false,
      refusal: 'invitation-not-matched',
    })
    expect(await toldHospital(world, hospital)).toEqual(['invitation-locked'])
  },
  MANY_SLOW_HASHES,
)

test(
  'twenty guesses at the same moment are not more than ten tries',
  async () => {
    const letter = await aLetter(world, await aHospital())
    const guesses = Array.from({ length: 20 }, () =>
      claimInvitation(world.portal, request(letter, { birthDate: '1950-01-01' })),
    )
    await Promise.all(guesses)
    expect((await invitationOf(letter))?.tries).toBe(10)
  },
  MANY_SLOW_HASHES,
)

test('that a letter has expired is told to someone who knows both its secrets, and to nobody else', async () => {
  const letter = await aLetter(world, await aHospital(), { days: -1 })
  expect(await claimInvitation(world.portal, request(letter))).toEqual({ ok: false, refusal: 'invitation-expired' })
  expect(await claimInvitation(world.portal, request(letter, { birthDate: '1950-01-01' }))).toEqual({
    ok: false,
    refusal: 'invitation-not-matched',
  })
})

test('someone who left before setting a way back opens the same account again; the hospital is told once', async () => {
  const hospital = await aHospital()
  const letter = await aLetter(world, hospital)
  expect(await claimed(letter)).toBe(await claimed(letter))
  expect(await toldHospital(world, hospital)).toEqual(['invitation-claimed'])
})

test('two claims at the same moment make one account', async () => {
  const letter = await aLetter(world, await aHospital())
  const slow = withLateCommits(world)
  const claims = await Promise.all([1, 2].map(() => claimInvitation(slow, request(letter))))
  const [first, second] = claims.map((decision) => decision.ok && decision.event.contributorId)
  expect(first).toBeTruthy()
  expect(second).toBe(first)
})

test('once the way back is set the letter opens nothing and the birth date is forgotten', async () => {
  const letter = await aLetter(world, await aHospital())
  await withWayBack(letter)
  expect(await invitationOf(letter)).toMatchObject({ birthDateHash: null })
  expect((await invitationOf(letter))?.usedAt).not.toBeNull()
  expect(await claimInvitation(world.portal, request(letter))).toEqual({ ok: false, refusal: 'invitation-not-matched' })
})

test('someone who is signed in is asked before a second letter joins her account, and nothing is kept until she answers', async () => {
  const signedInAs = await withWayBack(await aLetter(world, await aHospital()))
  const hospital = await aHospital()
  const letter = await aLetter(world, hospital)

  const asked = await claimInvitation(world.portal, request(letter, { signedInAs }))
  expect(asked).toEqual({ ok: false, refusal: 'join-unanswered' })
  expect(await invitationOf(letter)).toMatchObject({ claimedBy: null, tries: 0 })
  expect(await toldHospital(world, hospital)).toEqual([])

  expect(await claimed(letter, { signedInAs, join: 'yes' })).toBe(signedInAs)
  expect(await invitationOf(letter)).toMatchObject({ claimedBy: signedInAs, birthDateHash: null })
})

test('someone who does not want to join gets an account apart', async () => {
  const signedInAs = await withWayBack(await aLetter(world, await aHospital()))
  const letter = await aLetter(world, await aHospital())
  expect(await claimed(letter, { signedInAs, join: 'no' })).not.toBe(signedInAs)
})

test('a second letter lets someone who lost her code back into the same account, and her old code ends', async () => {
  const hospital = await aHospital()
  const first = await aLetter(world, hospital)
  const id = await withWayBack(first)
  const second = await aLetter(world, hospital, { enrolmentId: first.enrolmentId })
  expect(await claimInvitation(world.portal, request(second))).toEqual({
    ok: true,
    event: { contributorId: id, hasWayBack: false },
  })
  expect(await toldHospital(world, hospital)).toEqual(['invitation-claimed', 'invitation-claimed'])
})
