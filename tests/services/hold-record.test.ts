import { setTimeout } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimInvitation } from '#app/services/claim-invitation.server.ts'
import { holdRecord } from '#app/services/hold-record.server.ts'
import { inviteAgain } from '#app/services/invite-again.server.ts'
import { listEnrolments } from '#app/services/list-enrolments.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { setWayBack } from '#app/services/set-way-back.server.ts'
import { voidClaim } from '#app/services/void-claim.server.ts'
import { contributors, credentials, enrolments } from '#db/schema/index.ts'
import { aContributor, aNode, type TestNode } from '#tests/support/build.ts'
import { heldBeforeCommit } from '#tests/support/held.ts'
import { aLetter, type TestLetter } from '#tests/support/letters.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let world: TestPortal
let node: TestNode
beforeAll(async () => {
  world = await testPortal()
  node = await aNode(world, [])
})
afterAll(() => world.close())

function held(pseudonym: string, { organisationId } = node, portal = world.portal) {
  return portal.db.as({ organisation: organisationId }, (tx) => holdRecord(portal, tx, { organisationId, pseudonym }))
}

function claimed(letter: TestLetter) {
  const { selector, code, birthDate } = letter
  return claimInvitation(world.portal, { selector, code, birthDate, language: 'sl', signedInAs: null, join: null })
}

async function ownerOf({ enrolmentId }: TestLetter): Promise<string | null> {
  const [row] = await world.owner.as('public', (tx) =>
    tx.select().from(enrolments).where(eq(enrolments.id, enrolmentId)),
  )
  return row?.contributorId ?? null
}

test('a person who never opened her letter has a record from her first paper on, and no way in', async () => {
  const letter = await aLetter(world, node.organisationId)
  const record = await held(letter.pseudonym)
  expect(record?.enrolmentId).toBe(letter.enrolmentId)
  expect(record?.contributor).toMatchObject({ language: 'en', closedAt: null, eventSequence: 0 })
  expect(record?.contributor.wrappedKey?.length).toBeGreaterThan(32)
  expect((await held(letter.pseudonym))?.contributor.id).toBe(record?.contributor.id)

  const waysIn = await world.owner.as('public', (tx) =>
    tx
      .select()
      .from(credentials)
      .where(eq(credentials.contributorId, record?.contributor.id ?? '')),
  )
  expect(waysIn).toEqual([])
})

test('her letter leads into that record, and she sets her way in', async () => {
  const letter = await aLetter(world, node.organisationId)
  const contributorId = (await held(letter.pseudonym))?.contributor.id ?? ''
  expect(await claimed(letter)).toEqual({ ok: true, event: { contributorId, hasWayBack: false } })
  const sessionSecret = await openSession(world.portal, { contributorId })
  expect(await setWayBack(world.portal, { contributorId, pin: '294017', sessionSecret })).toMatchObject({ ok: true })
  expect(await claimed(letter)).toEqual({ ok: false, refusal: 'invitation-not-matched' })
})

test('until then she counts as invited, and may be sent another letter', async () => {
  const letter = await aLetter(world, node.organisationId)
  await held(letter.pseudonym)
  const { enrolments: listed } = await listEnrolments(world.portal, { node, after: '' })
  expect(listed.find(({ pseudonym }) => pseudonym === letter.pseudonym)?.state).toBe('invited')
  const asked = { node, enrolmentId: letter.enrolmentId, birth_date: '1951-03-07', language: 'en' }
  expect(await inviteAgain(world.portal, asked)).toMatchObject({ ok: true, event: { pseudonym: letter.pseudonym } })
  expect(await claimed(letter)).toEqual({ ok: false, refusal: 'invitation-not-matched' })
})

test('the record of somebody who has an account is the one she has', async () => {
  const ana = await aContributor(world, node.organisationId)
  expect(await held(ana.pseudonym)).toMatchObject({ enrolmentId: ana.enrolmentId, contributor: { id: ana.id } })
})

test('whoever said that a claim was not hers gets a new record, never that of the stranger', async () => {
  const ana = await aContributor(world, node.organisationId)
  await voidClaim(world.portal, { enrolmentId: ana.enrolmentId })
  const record = await held(ana.pseudonym)
  expect(record?.contributor.eventSequence).toBe(0)
  expect(record?.contributor.id).not.toBe(ana.id)
})

test('a hospital opens no record for a number that it never enrolled, nor for another hospital’s', async () => {
  const other = await aNode(world, [])
  const letter = await aLetter(world, node.organisationId)
  const before = await world.owner.as('public', (tx) => tx.$count(contributors))
  expect(await held('nobody-has-this-number')).toBeNull()
  expect(await held(letter.pseudonym, other)).toBeNull()
  expect(await world.owner.as('public', (tx) => tx.$count(contributors))).toBe(before)
  expect(await ownerOf(letter)).toBeNull()
})

test('two clerks at the same moment find one record', async () => {
  const letter = await aLetter(world, node.organisationId)
  const [one, other] = await whileHeld(letter, () => held(letter.pseudonym))
  expect([one, other?.contributor.id]).toEqual(Array(2).fill(await ownerOf(letter)))
})

test('a letter that is opened while a clerk enters her paper leads into that record', async () => {
  const letter = await aLetter(world, node.organisationId)
  const [record, claim] = await whileHeld(letter, () => claimed(letter))
  expect([record, claim.ok && claim.event.contributorId]).toEqual(Array(2).fill(await ownerOf(letter)))
})

/** Holds her record, lets somebody else begin, and lets go once they wait for it. */
async function whileHeld<Result>({ pseudonym }: TestLetter, begin: () => Promise<Result>): Promise<[string, Result]> {
  const clerk = heldBeforeCommit(world)
  const entering = held(pseudonym, node, clerk.portal)
  await clerk.reached
  const begun = begin()
  await somebodyWaits()
  clerk.goOn()
  return [(await entering)?.contributor.id ?? '', await begun]
}

async function somebodyWaits(): Promise<void> {
  const waiting = sql`select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`
  for (let looks = 0; looks < 2000; looks++) {
    if ((await world.owner.as('public', (tx) => tx.execute(waiting))).length > 0) return
    await setTimeout(10)
  }
  throw new Error('nobody waits')
}
