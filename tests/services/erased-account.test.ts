import { randomUUID } from 'node:crypto'
import { inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { slowHash } from '#app/crypto/secrets.server.ts'
import { personalCodeLookup } from '#app/crypto/way-back.server.ts'
import { closeAccount } from '#app/services/close-account.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { signIn } from '#app/services/sign-in.server.ts'
import { credentials, enrolments } from '#db/schema/index.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { brokenLinks, recordOnDisk } from '#tests/support/chain.ts'
import { livesThroughEverything, visits } from '#tests/support/lived-through.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let nodes: TestNode[]
let dataUse: { id: string }
let person: TestContributor
let elsewhere: TestContributor
let words: string
let code: string

const PIN = '271828'

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  dataUse = await aDataUse(accord, 'lung')
  nodes = [await aNode(accord, ['lung']), await aNode(accord, ['lung'], 'PT')]
})
afterAll(() => accord.close())

/** A person of two hospitals, in every table that is about people, with a code and a PIN; her words are her own. */
beforeEach(async () => {
  const [first, second] = nodes as [TestNode, TestNode]
  person = await aContributor(accord, first.organisationId)
  elsewhere = await aContributor(accord, second.organisationId, person)
  words = `canary-${randomUUID()}@example.org`
  code = randomUUID()
  await livesThroughEverything(accord, person, dataUse.id)
  await visits(accord, person, first)
  await visits(accord, elsewhere, second)
  const snapshot = { ...SNAPSHOT, summary: [words] }
  await objectToUse(accord.portal, { contributorId: person.id, country: 'SI', snapshot })
  await aWayBack()
})

async function aWayBack(): Promise<void> {
  const { secrets } = accord.portal
  const pinHash = await slowHash(secrets, 'pin', PIN)
  const credential = {
    id: randomUUID(),
    contributorId: person.id,
    lookup: personalCodeLookup(secrets.pepper, code),
    pinHash,
  }
  await accord.owner.as('public', (tx) => tx.insert(credentials).values({ ...credential, createdAt: new Date() }))
}

function close() {
  const snapshot = { ...SNAPSHOT, summary: [words] }
  return closeAccount(accord.portal, { contributorId: person.id, snapshot })
}

/** Every table with a person in it, from the catalog: a new one in which this test puts nothing fails here. */
async function tablesAboutPeople(): Promise<string[]> {
  const rows = await accord.owner.as('public', (tx) =>
    tx.execute<{ name: string }>(sql`select relname as name from pg_attribute join pg_class on pg_class.oid = attrelid
      where attname = 'contributor_id' and relkind = 'r' and relnamespace = 'public'::regnamespace and not attisdropped`),
  )
  return rows.map(({ name }) => name)
}

/** How many rows of which tables hold every one of these, in any column, as text or as bytes. */
async function tablesWith(...all: string[]): Promise<Record<string, number>> {
  return accord.owner.as('public', async (tx) => {
    const names = await tx.execute<{ name: string }>(
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    )
    const found: Record<string, number> = {}
    for (const { name } of names) {
      const holds = all.map(
        (text) => sql`(row::text like ${`%${text}%`} or row::text like ${`%${Buffer.from(text).toString('hex')}%`})`,
      )
      const [row] = await tx.execute<{ n: number }>(
        sql`select count(*)::int as n from ${sql.identifier(name)} as row where ${sql.join(holds, sql` and `)}`,
      )
      if (row?.n) found[name] = row.n
    }
    return found
  })
}

describe('after an account is closed', () => {
  test('no row of any table leads from its record to a pseudonym, nor from one hospital to the other', async () => {
    const { id, enrolmentId, pseudonym } = person
    expect(Object.keys(await tablesWith(id))).toEqual(expect.arrayContaining(await tablesAboutPeople()))
    await signIn(accord.portal, { code, pin: PIN })
    await close()
    expect(Object.keys(await tablesWith(id))).toEqual(['audit', 'consent_events', 'contributors'])
    expect(await tablesWith(id, enrolmentId)).toEqual({})
    expect(await tablesWith(id, pseudonym)).toEqual({})

    const strangers = await accord.owner.as('public', (tx) =>
      tx.execute<{ id: string }>(
        sql`select contributor_id as id from consent_tokens where enrolment_id in (${enrolmentId}, ${elsewhere.enrolmentId})`,
      ),
    )
    expect(new Set([id, ...strangers.map((stranger) => stranger.id)]).size).toBe(3)
    expect(await tablesWith(strangers[0]?.id ?? '', strangers[1]?.id ?? '')).toEqual({})
  })

  test('none of its words is in any table, and the chain of what was recorded still holds', async () => {
    await close()
    expect(await tablesWith(words)).toEqual({})
    expect(await tablesWith(code)).toEqual({})
    const rows = await recordOnDisk(accord, person.id)
    expect(rows.length).toBeGreaterThan(2)
    expect(brokenLinks(rows)).toEqual([])
  })

  test('both hospitals were told to remove the data, and hold no token', async () => {
    await close()
    for (const { pseudonym, enrolmentId } of [person, elsewhere]) {
      expect(Object.keys(await tablesWith('removal-task', pseudonym))).toEqual(['outbox'])
      expect(await tablesWith(enrolmentId, 'issued')).toEqual({})
      expect(await tablesWith(enrolmentId, 'revoked')).toEqual({ consent_tokens: 1 })
      expect(Object.keys(await tablesWith(enrolmentId))).toContain('removal_tasks')
    }
  })

  test('her pseudonyms are nobody’s, so that a new letter opens a new account and not the old one', async () => {
    await close()
    const rows = await accord.owner.as('public', (tx) =>
      tx
        .select()
        .from(enrolments)
        .where(inArray(enrolments.id, [person.enrolmentId, elsewhere.enrolmentId])),
    )
    expect(rows.map(({ contributorId, claimedAt }) => [contributorId, claimedAt])).toEqual([
      [null, null],
      [null, null],
    ])
  })

  test('its code and PIN are told what anybody is told', async () => {
    expect((await signIn(accord.portal, { code, pin: PIN })).ok).toBe(true)
    await close()
    const told = await signIn(accord.portal, { code, pin: PIN })
    expect(told).toEqual({ ok: false, refusal: 'sign-in-not-matched' })
    expect(told).toEqual(await signIn(accord.portal, { code: randomUUID(), pin: PIN }))
  })
})
