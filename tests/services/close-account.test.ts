import { randomBytes, randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { unwrapKey } from '#app/crypto/contributor-key.server.ts'
import { openEvent } from '#app/crypto/event-seal.server.ts'
import { NOTHING_RECORDED } from '#app/domain/consent/standing.ts'
import { closeAccount } from '#app/services/close-account.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { findContributor } from '#db/queries/contributors.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { consentTokens, credentials, sessions } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { brokenLinks, recordOnDisk } from '#tests/support/chain.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let node: TestNode
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung', 'breast'])
})
afterAll(() => accord.close())
beforeEach(async () => {
  person = await aContributor(accord, node.organisationId)
  await answers(accord, person, 'yes')
  await answers(accord, person, 'yes', { programmeId: 'breast', formId: 'breast-1' })
  await preferAltruism(accord.portal, {
    contributorId: person.id,
    mode: 'include-me',
    choices: CHOICES,
    snapshot: SNAPSHOT,
  })
})

function close() {
  return closeAccount(accord.portal, { contributorId: person.id, snapshot: SNAPSHOT })
}

function head() {
  return accord.owner.as('public', (tx) => findContributor(tx, person.id))
}

describe('a closed account', () => {
  test('has withdrawn from every programme', async () => {
    await close()
    const withdrawn = (await recordOnDisk(accord, person.id)).filter(({ type }) => type === 'consent-withdrawn')
    expect(withdrawn.map(({ programmeId }) => programmeId).sort()).toEqual(['breast', 'lung'])
    expect(await accord.owner.as('public', (tx) => findStanding(tx, person.id))).toEqual(NOTHING_RECORDED)
  })

  test('can be read by nobody, and its record still proves that nothing was changed', async () => {
    const before = await head()
    const key = unwrapKey(accord.portal.secrets.master, before?.wrappedKey ?? Buffer.alloc(0))
    const [given] = await recordOnDisk(accord, person.id)
    if (!given) throw new Error('she said yes')
    expect(openEvent(key, { payload: given.payload, commitment: given.payloadCommitment }).type).toBe('consent-given')

    await close()
    const rows = await recordOnDisk(accord, person.id)
    expect((await head())?.wrappedKey).toBeNull()
    expect(brokenLinks(rows)).toEqual([])
    expect((await readHistory(accord.portal, person.id)).map(({ event }) => event)).toEqual(rows.map(() => null))
    for (const { payload, payloadCommitment } of rows) {
      const { master } = accord.portal.secrets
      expect(() => openEvent(master, { payload, commitment: payloadCommitment })).toThrow()
    }
  })

  test('has no live token, and every node is told', async () => {
    const { id: contributorId, enrolmentId, pseudonym } = person
    const enrolments = [{ id: enrolmentId, contributorId, pseudonym }]
    const issue = (programme: string) =>
      issueConsentTokens(accord.portal, { node, target: { basis: 'consent', programme }, tokenDays: 30, enrolments })
    const jtis = [...(await issue('lung')), ...(await issue('breast'))].map(({ jti }) => jti)
    expect(jtis).toHaveLength(2)

    await close()
    const rows = await accord.owner.as('public', (tx) =>
      tx.select().from(consentTokens).where(eq(consentTokens.enrolmentId, person.enrolmentId)),
    )
    expect(rows.map(({ state, compact }) => ({ state, compact }))).toEqual(
      jtis.map(() => ({ state: 'revoked', compact: null })),
    )
    const told = await accord.owner.as('public', (tx) =>
      tx.execute(
        sql`select payload ->> 'jti' as jti from outbox where type = 'consent-token-revoked' and node_id = ${node.id}`,
      ),
    )
    expect(told.map(({ jti }) => jti)).toEqual(expect.arrayContaining(jtis))
    expect(await issue('lung')).toEqual([])
  })

  test('is in no data use that altruism had brought it into', async () => {
    const { id: contributorId, enrolmentId, pseudonym } = person
    const target = { basis: 'altruism', dataUse: await aDataUse(accord, 'lung') } as const
    const enrolments = [{ id: enrolmentId, contributorId, pseudonym }]
    const issue = () => issueConsentTokens(accord.portal, { node, target, tokenDays: 30, enrolments })
    expect(await issue()).toHaveLength(1)
    await close()
    const [token] = await accord.owner.as('public', (tx) =>
      tx.select().from(consentTokens).where(eq(consentTokens.enrolmentId, enrolmentId)),
    )
    expect(token?.state).toBe('revoked')
    expect(await issue()).toEqual([])
  })

  test('asks the hospital to remove the data of each programme', async () => {
    await close()
    const tasks = await accord.owner.as('public', (tx) =>
      tx.execute(sql`select payload ->> 'programme' as programme from outbox
        where type = 'removal-task' and payload ->> 'pseudonym' = ${person.pseudonym} order by 1`),
    )
    expect(tasks.map(({ programme }) => programme)).toEqual(['breast', 'lung'])
  })

  test('has no way in left', async () => {
    const now = new Date()
    await accord.owner.as('public', async (tx) => {
      const credential = {
        id: randomUUID(),
        contributorId: person.id,
        lookup: randomBytes(32),
        pinHash: 'x',
        createdAt: now,
      }
      await tx.insert(credentials).values(credential)
      const times = {
        createdAt: now,
        lastSeenAt: now,
        authenticatedAt: now,
        expiresAt: new Date(now.getTime() + 60_000),
      }
      await tx.insert(sessions).values({ idHash: randomBytes(32), contributorId: person.id, ...times })
    })
    await close()
    const { open, left } = await accord.owner.as('public', async (tx) => ({
      open: await tx.select().from(sessions).where(eq(sessions.contributorId, person.id)),
      left: await tx.select().from(credentials).where(eq(credentials.contributorId, person.id)),
    }))
    expect(open).toEqual([])
    expect(left).toEqual([])
  })

  test('is closed once', async () => {
    await close()
    const rows = await recordOnDisk(accord, person.id)
    await close()
    expect(await recordOnDisk(accord, person.id)).toEqual(rows)
  })

  test('records nothing any more', async () => {
    await close()
    await expect(answers(accord, person, 'yes')).rejects.toThrow('the account is closed')
    expect(await accord.owner.as('public', (tx) => findStanding(tx, person.id))).toEqual(NOTHING_RECORDED)
  })

  test('closes no other', async () => {
    const other = await aContributor(accord, node.organisationId)
    await answers(accord, other, 'yes')
    await close()
    expect((await readHistory(accord.portal, other.id)).map(({ event }) => event?.type)).toEqual(['consent-given'])
  })
})
