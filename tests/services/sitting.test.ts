import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sessionIdHash } from '#app/crypto/session-secret.server.ts'
import { assistedBy } from '#app/domain/access/acting.ts'
import { holdDesk } from '#app/services/hold-desk.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { signOut } from '#app/services/sign-out.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { holdSitting } from '#db/queries/sittings.server.ts'
import { sessions, staff, staffRoles } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { untilItWaits } from '#tests/support/until-it-waits.ts'
import { aStaffMember } from './support/staff.ts'

let accord: TestPortal
let node: TestNode
let person: TestContributor
let clerk: { id: string; session: string }
let hers: string

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
})
afterAll(() => accord.close())

beforeEach(async () => {
  accord.setTime(null)
  const { portal } = accord
  const { organisationId } = node
  person = await aContributor(accord, organisationId)
  await answers(accord, person, 'yes')
  const { id } = await aStaffMember(accord, [{ role: 'clerk', organisationId }])
  clerk = { id, session: await openSession(portal, { staffId: id }) }
  hers = await openSession(portal, { contributorId: person.id })
  const sitting = { assistedBy: organisationId, assistedIn: sessionIdHash(clerk.session) }
  await change((tx) =>
    tx
      .update(sessions)
      .set(sitting)
      .where(eq(sessions.idHash, sessionIdHash(hers))),
  )
})

const change = (work: Parameters<TestPortal['owner']['as']>[1]) => accord.owner.as('public', work)
const stops = (organisationId = node.organisationId) =>
  withdrawConsent(accord.portal, {
    ...{ contributorId: person.id, by: assistedBy(organisationId), programmeId: 'lung' },
    ...{ tier: 'stop', snapshot: SNAPSHOT },
  })

test('an act with staff beside her is recorded while they sit there', async () => {
  expect((await stops()).ok).toBe(true)
})

/** What ends a sitting after its page was loaded and before its form is recorded. */
test.each<[string, () => Promise<unknown>]>([
  ['she pressed the button', () => signOut(accord.portal, hers)],
  ['the clerk signed out', () => signOut(accord.portal, clerk.session)],
  ['the clerk lost the role', () => change((tx) => tx.delete(staffRoles).where(eq(staffRoles.staffId, clerk.id)))],
  [
    'the clerk’s account was closed',
    () => change((tx) => tx.update(staff).set({ disabledAt: new Date() }).where(eq(staff.id, clerk.id))),
  ],
  ['its time was over', async () => accord.setTime(new Date(Date.now() + 13 * 3_600_000))],
])('and none once %s', async (_, ends) => {
  await ends()
  expect(await stops()).toEqual({ ok: false, refusal: 'sitting-ended' })
  expect((await readHistory(accord.portal, person.id)).map(({ type }) => type)).toEqual(['consent-given'])
})

test('nor in the name of a hospital that does not sit there', async () => {
  const { organisationId } = await aNode(accord, ['lung'])
  expect(await stops(organisationId)).toEqual({ ok: false, refusal: 'sitting-ended' })
})

test('a role ends after whatever its clerk is just doing at the desk', async () => {
  const { organisationId } = node
  const desk = { staffId: clerk.id, organisationId }
  const ending = await accord.portal.db.as({ organisation: organisationId }, async (tx) => {
    await holdDesk(tx, desk)
    const ends = change((owner) => owner.delete(staffRoles).where(eq(staffRoles.staffId, clerk.id)))
    return { ends: await untilItWaits(accord, ends) }
  })
  await ending.ends()
  expect(await accord.portal.db.as({ organisation: organisationId }, (tx) => holdDesk(tx, desk))).toBe(false)
})

test('whoever takes a role away does not wait for an act that waits for this', async () => {
  const taken = await change(async (tx) => {
    await tx.delete(staffRoles).where(eq(staffRoles.staffId, clerk.id))
    const attempt = await untilItWaits(accord, stops())
    await tx.delete(sessions).where(eq(sessions.staffId, clerk.id))
    return { attempt }
  })
  expect(await (taken as { attempt: () => Promise<unknown> }).attempt()).toMatchObject({ refusal: 'sitting-ended' })
})

test.each<[string, () => Promise<unknown>]>([
  ['the clerk’s sign-out', () => signOut(accord.portal, clerk.session)],
  ['the end of the role', () => change((tx) => tx.delete(staffRoles).where(eq(staffRoles.staffId, clerk.id)))],
])('%s waits for an act that is being recorded', async (_, ends) => {
  const ending = await accord.portal.db.as({ subject: person.id }, async (tx) => {
    await holdSitting(tx, { contributorId: person.id, organisationId: node.organisationId }, new Date())
    return { ends: await untilItWaits(accord, ends()) }
  })
  await ending.ends()
  expect((await stops()).ok).toBe(false)
})
