import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { consentTo, NOTHING_RECORDED } from '#app/domain/consent/standing.ts'
import { dayOf } from '#app/domain/day.ts'
import { confirmDeath } from '#app/services/confirm-death.server.ts'
import { enterDeath } from '#app/services/enter-death.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { voidClaim } from '#app/services/void-claim.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { consentTokens, enrolments } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { brokenLinks, recordOnDisk } from '#tests/support/chain.ts'
import { aClerk } from '#tests/support/paper.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

/** Vera holds a letter of her own, and opened one that was somebody else's. */
let accord: TestPortal
let node: TestNode
let elsewhere: TestNode
let vera: TestContributor
let notHers: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung'])
  elsewhere = await aNode(accord, ['lung'], 'PT')
})
afterAll(() => accord.close())
beforeEach(async () => {
  vera = await aContributor(accord, node.organisationId)
  notHers = await aContributor(accord, elsewhere.organisationId, vera)
  await answers(accord, vera, 'yes')
})

function issueTo(where: TestNode, { id, enrolmentId, pseudonym }: TestContributor) {
  return issueConsentTokens(accord.portal, {
    node: where,
    target: { basis: 'consent', programme: 'lung' },
    tokenDays: 30,
    enrolments: [{ id: enrolmentId, contributorId: id, pseudonym }],
  })
}

function standing() {
  return accord.owner.as('public', (tx) => findStanding(tx, vera.id))
}

describe('a claim that was not hers', () => {
  test('voids what was said since, at every hospital', async () => {
    expect(await issueTo(node, vera)).toHaveLength(1)
    expect(await issueTo(elsewhere, notHers)).toHaveLength(1)
    expect(await voidClaim(accord.portal, { enrolmentId: notHers.enrolmentId })).toBe(true)
    expect(await standing()).toEqual(NOTHING_RECORDED)
    expect(await issueTo(node, vera)).toEqual([])
    expect(await issueTo(elsewhere, notHers)).toEqual([])
  })

  test('leaves her own letter, with which she can say yes again', async () => {
    await voidClaim(accord.portal, { enrolmentId: notHers.enrolmentId })
    await answers(accord, vera, 'yes')
    expect(consentTo(await standing(), 'lung')?.state).toBe('given')
    expect(await issueTo(node, vera)).toHaveLength(1)
  })

  test('never speaks for the other patient again, not even by a request that was under way', async () => {
    const asItWasRead = notHers
    await voidClaim(accord.portal, { enrolmentId: notHers.enrolmentId })
    await answers(accord, vera, 'yes')
    expect(await issueTo(elsewhere, asItWasRead)).toEqual([])
  })

  test('does not speak for another patient of her own hospital either', async () => {
    const roommate = await aContributor(accord, node.organisationId, vera)
    await voidClaim(accord.portal, { enrolmentId: roommate.enrolmentId })
    await answers(accord, vera, 'yes')
    expect(await issueTo(node, roommate)).toEqual([])
    expect(await issueTo(node, vera)).toHaveLength(1)
  })

  test('lifts no objection', async () => {
    await objectToUse(accord.portal, { contributorId: vera.id, country: 'SI', snapshot: SNAPSHOT })
    await voidClaim(accord.portal, { enrolmentId: notHers.enrolmentId })
    expect((await standing()).objectedIn).toEqual(['SI'])
    expect(await answers(accord, vera, 'yes')).toEqual({ ok: false, refusal: 'objection-stands' })
  })

  test('shows her no token, use or paper of the other patient any more', async () => {
    await issueTo(elsewhere, notHers)
    const tokensOf = (contributorId: string) =>
      accord.owner.as('public', (tx) =>
        tx.select().from(consentTokens).where(eq(consentTokens.contributorId, contributorId)),
      )
    expect(await tokensOf(vera.id)).toHaveLength(1)
    await voidClaim(accord.portal, { enrolmentId: notHers.enrolmentId })
    expect(await tokensOf(vera.id)).toEqual([])
  })

  test('takes with it the other patient’s death, which was not hers', async () => {
    const [one, other] = [
      await aClerk(accord, elsewhere.organisationId),
      await aClerk(accord, elsewhere.organisationId),
    ]
    const { pseudonym } = notHers
    const report = await enterDeath(accord.portal, { clerk: one, pseudonym, diedOn: dayOf(new Date()) })
    await confirmDeath(accord.portal, { clerk: other, deathId: report.ok ? report.event.id : '' })
    expect(await answers(accord, vera, 'yes')).toEqual({ ok: false, refusal: 'person-died' })
    await voidClaim(accord.portal, { enrolmentId: notHers.enrolmentId })
    expect(await answers(accord, vera, 'yes')).toMatchObject({ ok: true })
  })

  test('gives the pseudonym free, tells its hospital, and is recorded as that hospital’s act', async () => {
    await voidClaim(accord.portal, { enrolmentId: notHers.enrolmentId })
    const [enrolment] = await accord.owner.as('public', (tx) =>
      tx.select().from(enrolments).where(eq(enrolments.id, notHers.enrolmentId)),
    )
    expect(enrolment).toMatchObject({ contributorId: null, claimedAt: null })
    const told = await accord.owner.as('public', (tx) =>
      tx.execute(
        sql`select organisation_id from outbox where type = 'claim-voided' and payload ->> 'pseudonym' = ${notHers.pseudonym}`,
      ),
    )
    expect(told.map((row) => row.organisation_id)).toEqual([elsewhere.organisationId])
    const rows = await recordOnDisk(accord, vera.id)
    expect(rows.at(-1)).toMatchObject({
      type: 'claim-voided',
      by: { kind: 'organisation', id: elsewhere.organisationId, how: 'letter' },
      snapshotHash: null,
    })
    expect(brokenLinks(rows)).toEqual([])
  })

  test('is voided once', async () => {
    expect(await voidClaim(accord.portal, { enrolmentId: notHers.enrolmentId })).toBe(true)
    expect(await voidClaim(accord.portal, { enrolmentId: notHers.enrolmentId })).toBe(false)
  })

  test('that nobody made cannot be voided', async () => {
    expect(await voidClaim(accord.portal, { enrolmentId: '00000000-0000-4000-8000-000000000000' })).toBe(false)
  })

  test('changes nothing for anybody else', async () => {
    const other = await aContributor(accord, node.organisationId)
    await answers(accord, other, 'yes')
    const [token] = await issueTo(node, other)
    await voidClaim(accord.portal, { enrolmentId: notHers.enrolmentId })
    expect(await issueTo(node, other)).toEqual([token])
  })
})
