import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { self } from '#app/domain/access/acting.ts'
import { consentTo } from '#app/domain/consent/standing.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { claimInvitation } from '#app/services/claim-invitation.server.ts'
import { confirmDeath } from '#app/services/confirm-death.server.ts'
import { enterDeath } from '#app/services/enter-death.server.ts'
import { findContributor } from '#app/services/find-session.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { nameRepresentative } from '#app/services/name-representative.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { readDeaths } from '#app/services/read-deaths.server.ts'
import { registerRepresentative } from '#app/services/register-representative.server.ts'
import { setWayBack } from '#app/services/set-way-back.server.ts'
import { signIn } from '#app/services/sign-in.server.ts'
import { takeBackDeath } from '#app/services/take-back-death.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { enrolments, mailAddresses, messages, representations, staffRoles } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { brokenLinks, recordOnDisk } from '#tests/support/chain.ts'
import { aLetter } from '#tests/support/letters.ts'
import { hasAddress } from '#tests/support/mail-address.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aStaffMember } from './support/staff.ts'

const PIN = '294017'

/** Vera said yes; her hospital has two clerks, and another hospital one. */
let accord: TestPortal
let node: TestNode
let elsewhere: TestNode
let one: { staffId: string; organisationId: string }
let other: { staffId: string; organisationId: string }
let stranger: { staffId: string; organisationId: string }
let vera: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung'])
  elsewhere = await aNode(accord, ['lung'], 'PT')
  one = await aClerk(node)
  other = await aClerk(node)
  stranger = await aClerk(elsewhere)
})
afterAll(() => accord.close())
beforeEach(async () => {
  vera = await aContributor(accord, node.organisationId)
  await answers(accord, vera, 'yes')
})

async function aClerk({ organisationId }: TestNode) {
  const { id } = await aStaffMember(accord, [{ role: 'clerk', organisationId }])
  return { staffId: id, organisationId }
}

const today = () => dayOf(accord.portal.clock.now())

function entered(pseudonym = vera.pseudonym, diedOn = today(), clerk = one) {
  return enterDeath(accord.portal, { clerk, pseudonym, diedOn })
}

async function reported(pseudonym = vera.pseudonym): Promise<string> {
  const report = await entered(pseudonym)
  if (!report.ok) throw new Error(report.refusal)
  const confirmed = await confirmDeath(accord.portal, { clerk: other, deathId: report.event.id })
  if (!confirmed.ok) throw new Error(confirmed.refusal)
  return report.event.id
}

function tokens() {
  const { id, enrolmentId, pseudonym } = vera
  return issueConsentTokens(accord.portal, {
    node,
    target: { basis: 'consent', programme: 'lung' },
    tokenDays: 30,
    enrolments: [{ id: enrolmentId, contributorId: id, pseudonym }],
  })
}

async function withCode() {
  const secret = await openSession(accord.portal, { contributorId: vera.id })
  const set = await setWayBack(accord.portal, { contributorId: vera.id, pin: PIN, sessionSecret: secret })
  if (!set.ok) throw new Error(set.refusal)
  return { secret, code: set.event.code }
}

describe('a death', () => {
  test('changes nothing before a second clerk of the same hospital says the same', async () => {
    const report = await entered()
    const deathId = report.ok ? report.event.id : ''
    expect(await tokens()).toHaveLength(1)
    const refusals = [one, stranger].map((clerk) => confirmDeath(accord.portal, { clerk, deathId }))
    expect(await Promise.all(refusals)).toEqual([
      { ok: false, refusal: 'second-person-needed' },
      { ok: false, refusal: 'death-not-found' },
    ])
    expect(await tokens()).toHaveLength(1)
  })

  test('ends her yes, takes her tokens back, and is recorded as her hospital’s act from that day', async () => {
    expect(await tokens()).toHaveLength(1)
    await reported()
    expect(await tokens()).toEqual([])
    const rows = await recordOnDisk(accord, vera.id)
    const by = { kind: 'organisation', id: node.organisationId, how: 'portal' }
    const effectiveFrom = new Date(`${today()}T00:00:00Z`)
    expect(rows.at(-1)).toMatchObject({ type: 'death-reported', by, effectiveFrom })
    expect(brokenLinks(rows)).toEqual([])
  })

  test('ends her sign-in, and nobody can answer or stop anything for her', async () => {
    const { secret, code } = await withCode()
    await reported()
    expect(await findContributor(accord.portal, secret)).toBeNull()
    expect(await signIn(accord.portal, { code, pin: PIN })).toEqual({ ok: false, refusal: 'sign-in-not-matched' })
    expect(await answers(accord, vera, 'yes')).toEqual({ ok: false, refusal: 'person-died' })
    const asked = { contributorId: vera.id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT } as const
    const withdrawal = withdrawConsent(accord.portal, { ...asked, by: self(vera.id) })
    expect(await withdrawal).toEqual({ ok: false, refusal: 'person-died' })
  })

  test('ends every message, and none tells of it', async () => {
    await hasAddress(accord, vera.id)
    await reported()
    const left = await accord.owner.as('public', async (tx) => [
      ...(await tx.select().from(mailAddresses).where(eq(mailAddresses.contributorId, vera.id))),
      ...(await tx.select().from(messages).where(eq(messages.contributorId, vera.id))),
    ])
    expect(left).toEqual([])
  })

  test('ends what others may do for her, and what she may do for others', async () => {
    const today = dayOf(accord.portal.clock.now())
    const dora = await aContributor(accord, node.organisationId)
    const asked = { acts: ['see' as const], firstDay: today, lastDay: today, invitedUntil: new Date() }
    const accepted = { ...asked, acceptedAt: new Date(), createdAt: new Date() }
    await accord.owner.as('public', async (tx) => {
      for (const [one, another] of [[vera, dora] as const, [dora, vera] as const]) {
        const people = { contributorId: one.id, representativeId: another.id }
        await tx.insert(representations).values({ id: randomUUID(), selector: randomUUID(), ...people, ...accepted })
      }
    })
    await reported()
    const rows = await accord.owner.as('public', (tx) => tx.select().from(representations))
    expect(rows.map(({ endedBy }) => endedBy)).toEqual(['system', 'system'])
    const asMinor = { clerk: one, pseudonym: vera.pseudonym, birthDate: today }
    expect(await registerRepresentative(accord.portal, asMinor)).toEqual({ ok: false, refusal: 'person-died' })
    const scope = { programmes: 'all' as const, acts: asked.acts }
    const naming = { contributorId: vera.id, scope, firstDay: today, lastDay: today, name: 'My son' }
    expect(await nameRepresentative(accord.portal, naming)).toEqual({ ok: false, refusal: 'person-died' })
  })

  test('of somebody who never opened her letter keeps everybody else from opening it', async () => {
    const letter = await aLetter(accord, node.organisationId)
    await reported(letter.pseudonym)
    const { selector, code, birthDate } = letter
    const claim = { selector, code, birthDate, language: 'en', signedInAs: null, join: null }
    expect(await claimInvitation(accord.portal, claim)).toEqual({ ok: false, refusal: 'invitation-not-matched' })
  })

  test('is confirmed by nobody who may not, who leaves no record behind of whom there was none', async () => {
    const letter = await aLetter(accord, node.organisationId)
    const report = await entered(letter.pseudonym)
    const deathId = report.ok ? report.event.id : ''
    expect(await confirmDeath(accord.portal, { clerk: one, deathId })).toMatchObject({ ok: false })
    const [kept] = await accord.owner.as('public', (tx) =>
      tx.select().from(enrolments).where(eq(enrolments.id, letter.enrolmentId)),
    )
    expect(kept?.contributorId).toBeNull()
  })

  test('joins no other letter to her account, even from a page that was open before', async () => {
    await reported()
    const { selector, code, birthDate } = await aLetter(accord, elsewhere.organisationId)
    const claim = { selector, code, birthDate, language: 'en', signedInAs: vera.id, join: 'yes' } as const
    expect(await claimInvitation(accord.portal, claim)).toEqual({ ok: false, refusal: 'invitation-not-matched' })
  })

  test('is not reported twice, for a day to come, of an unknown person, or by another hospital', async () => {
    await entered()
    expect(await entered()).toEqual({ ok: false, refusal: 'death-already-reported' })
    expect(await entered(vera.pseudonym, addDays(today(), 1))).toEqual({ ok: false, refusal: 'death-day-in-future' })
    expect(await entered(randomUUID())).toEqual({ ok: false, refusal: 'nobody-by-this-pseudonym' })
    const theirs = await entered(vera.pseudonym, today(), stranger)
    expect(theirs).toEqual({ ok: false, refusal: 'nobody-by-this-pseudonym' })
  })

  test('is not reported by who is no clerk any more', async () => {
    const former = await aClerk(node)
    await accord.owner.as('public', (tx) => tx.delete(staffRoles).where(eq(staffRoles.staffId, former.staffId)))
    expect(await entered(vera.pseudonym, today(), former)).toEqual({ ok: false, refusal: 'not-allowed' })
  })
})

describe('a death that was a mistake', () => {
  test('leaves her everything as it was: her way in, her yes, and the record of both', async () => {
    const { code } = await withCode()
    const before = await accord.owner.as('public', (tx) => findStanding(tx, vera.id))
    const deathId = await reported()
    expect(await takeBackDeath(accord.portal, { clerk: one, deathId })).toMatchObject({ ok: true })
    expect(await accord.owner.as('public', (tx) => findStanding(tx, vera.id))).toEqual(before)
    expect(consentTo(before, 'lung')?.state).toBe('given')
    expect(await signIn(accord.portal, { code, pin: PIN })).toMatchObject({ ok: true })
    expect(await tokens()).toHaveLength(1)
    const types = (await recordOnDisk(accord, vera.id)).map(({ type }) => type)
    expect(types).toEqual(['consent-given', 'death-reported', 'death-taken-back'])
  })

  test('is taken back by its own hospital alone, and once', async () => {
    const deathId = await reported()
    const takenBackBy = (clerk: typeof one) => takeBackDeath(accord.portal, { clerk, deathId })
    expect(await takenBackBy(stranger)).toEqual({ ok: false, refusal: 'death-not-found' })
    expect(await takenBackBy(other)).toMatchObject({ ok: true })
    expect(await takenBackBy(other)).toEqual({ ok: false, refusal: 'death-not-found' })
    expect((await readDeaths(accord.portal, one)).map(({ id }) => id)).not.toContain(deathId)
  })

  test('is no mistake as long as another hospital of hers says the same', async () => {
    const there = await aContributor(accord, elsewhere.organisationId, vera)
    const theirs = await entered(there.pseudonym, today(), stranger)
    const second = await aClerk(elsewhere)
    await confirmDeath(accord.portal, { clerk: second, deathId: theirs.ok ? theirs.event.id : '' })
    const deathId = await reported()
    await takeBackDeath(accord.portal, { clerk: one, deathId })
    expect(await tokens()).toEqual([])
    expect(await answers(accord, vera, 'yes')).toEqual({ ok: false, refusal: 'person-died' })
  })
})
