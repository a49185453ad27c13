import { eq, sql } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownKeys } from '#app/crypto/own-keys.server.ts'
import { STATUS_LIST_LIFE, STATUS_LIST_TTL, statusListJwt } from '#app/crypto/status-list-jwt.server.ts'
import { clearedEntries, statusAt } from '#app/domain/token/status-list.ts'
import type { Portal } from '#app/portal.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { openStatusLists, publishStatusLists, statusListUri } from '#app/services/publish-status-lists.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import {
  findListsToPublish,
  findStatusLists,
  insertStatusList,
  type StatusList,
} from '#db/queries/status-lists.server.ts'
import { findFlips, publishOver } from '#db/queries/status-publications.server.ts'
import { consentTokens, statusLists } from '#db/schema/index.ts'
import { decodedEntries, verifiedStatusList } from '#gate/status-list-token.ts'
import { share } from '#tests/faults/share.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let node: TestNode

/** Two small lists, a book of everything that was ever published in them, and a way to write that is of uneven length. */
beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  await accord.owner.as('public', async (tx) => {
    for (const id of ['a', 'b']) await insertStatusList(tx, id, 2 ** 16)
    await tx.execute(sql`create table publications (n bigserial primary key, list text not null, jwt text not null)`)
    await tx.execute(sql`create function note_publication() returns trigger language plpgsql security definer as $$
      begin insert into publications (list, jwt) values (new.id, new.jwt); return new; end $$`)
    await tx.execute(sql`create trigger note_publication after update of jwt on status_lists
      for each row execute function note_publication()`)
    await tx.execute(sql`create function dawdle() returns trigger language plpgsql as $$
      begin perform pg_sleep(random() * 0.15); return null; end $$`)
    await tx.execute(
      sql`create trigger dawdle before update of jwt on status_lists for each statement execute function dawdle()`,
    )
  })
  await openStatusLists(accord.portal)
})
afterAll(() => accord.close())

async function peopleWithTokens(count: number): Promise<TestContributor[]> {
  const people: TestContributor[] = []
  for (let n = 0; n < count; n++) people.push(await aContributor(accord, node.organisationId))
  for (const person of people) await answers(accord, person, 'yes')
  const enrolments = people.map(({ id, enrolmentId, pseudonym }) => ({ id: enrolmentId, contributorId: id, pseudonym }))
  const target = { basis: 'consent', programme: 'lung' } as const
  const tokens = await issueConsentTokens(accord.portal, { node, target, tokenDays: 30, enrolments })
  expect(tokens).toHaveLength(count)
  return people
}

function withdraw({ id }: TestContributor) {
  return withdrawConsent(accord.portal, { contributorId: id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT })
}

function entriesOf(jwt: string): Uint8Array {
  return decodedEntries(decodeJwt(jwt).status_list).entries
}

async function listOf({ id }: TestContributor): Promise<{ list: StatusList; index: number }> {
  const [row] = await accord.owner.as('public', (tx) =>
    tx
      .select({ list: statusLists, index: consentTokens.statusIndex })
      .from(consentTokens)
      .innerJoin(statusLists, eq(statusLists.id, consentTokens.statusListId))
      .where(eq(consentTokens.contributorId, id)),
  )
  if (!row) throw new Error('she has a token')
  return row
}

/** What the published list says of this person's token: 0 valid, 1 revoked. */
async function publishedStatus(person: TestContributor): Promise<number | null> {
  const { list, index } = await listOf(person)
  return statusAt(entriesOf(list.jwt ?? ''), index)
}

/** How often, in all that was published since, a token that was revoked became valid again. */
async function wentBack(since: number): Promise<number> {
  const rows = await accord.owner.as('public', (tx) =>
    tx.execute<{ list: string; jwt: string }>(sql`select list, jwt from publications where n > ${since} order by n`),
  )
  const last = new Map<string, Uint8Array>()
  let lost = 0
  for (const { list, jwt } of rows) {
    const entries = entriesOf(jwt)
    lost += clearedEntries(last.get(list) ?? new Uint8Array(), entries).length
    last.set(list, entries)
  }
  return lost
}

async function publicationsSoFar(): Promise<number> {
  const [row] = await accord.owner.as('public', (tx) =>
    tx.execute(sql`select coalesce(max(n), 0)::int as n from publications`),
  )
  return row?.n as number
}

function signed(portal: Portal, list: StatusList, revoked: number[], previous = list.jwt): Promise<string> {
  const uri = statusListUri(portal, list.id)
  const { size } = list
  return statusListJwt(portal.keys, {
    issuer: portal.settings.url,
    uri,
    size,
    revoked,
    previous,
    at: portal.clock.now(),
  })
}

describe('a published list', () => {
  test('is signed for its own address, and a gate can rely on it for a minute, cut off for a day', async () => {
    const { portal } = accord
    for (const { id, jwt } of await portal.db.as('public', findStatusLists)) {
      const trust = { uri: statusListUri(portal, id), issuer: portal.settings.url, keys: await ownKeys(portal.keys) }
      const list = await verifiedStatusList(jwt ?? '', trust, portal.clock.now())
      expect(list).toMatchObject({ bits: 1, ttl: STATUS_LIST_TTL })
      expect(list.exp - list.iat).toBe(STATUS_LIST_LIFE)
    }
  })

  test('says valid before and revoked after a withdrawal, and goes on saying it', async () => {
    const [person] = await peopleWithTokens(1)
    if (!person) throw new Error('there is one')
    await publishStatusLists(accord.portal)
    expect(await publishedStatus(person)).toBe(0)
    await withdraw(person)
    await publishStatusLists(accord.portal)
    expect(await publishedStatus(person)).toBe(1)
    await answers(accord, person, 'yes')
    await publishStatusLists(accord.portal)
    expect(await publishedStatus(person)).toBe(1)
  })

  test('is published again only where something changed or it grew old', async () => {
    await publishStatusLists(accord.portal)
    const before = await publicationsSoFar()
    await publishStatusLists(accord.portal)
    expect(await publicationsSoFar()).toBe(before)
    accord.setTime(new Date(Date.now() + 31_000))
    await publishStatusLists(accord.portal)
    accord.setTime(null)
    expect(await publicationsSoFar()).toBe(before + 2)
  })
})

describe('what was revoked stays revoked', () => {
  test('a list in which it became valid again is not even signed', async () => {
    const [list] = await accord.portal.db.as('public', findStatusLists)
    if (!list) throw new Error('there are two lists')
    const previous = await signed(accord.portal, list, [7, 9], null)
    await expect(signed(accord.portal, list, [9], previous)).rejects.toThrow('a revoked entry would become valid again')
    await expect(signed(accord.portal, list, [], previous)).rejects.toThrow('a revoked entry would become valid again')
    await expect(signed(accord.portal, { ...list, size: 8 }, [7], previous)).rejects.toThrow()
    expect(statusAt(entriesOf(await signed(accord.portal, list, [7, 8, 9], previous)), 8)).toBe(1)
  })

  /** A publisher that read before a withdrawal and writes after another has published it. */
  async function lateAfterWithdrawal(write: (before: StatusList, jwt: string) => Promise<boolean>) {
    const [person] = await peopleWithTokens(1)
    if (!person) throw new Error('there is one')
    const { list } = await listOf(person)
    const late = await signed(accord.portal, list, await invalidIn(list))
    await withdraw(person)
    await publishStatusLists(accord.portal)
    const written = await write(list, late)
    return { written, status: await publishedStatus(person) }
  }

  test('a publisher that is late does not publish', async () => {
    const late = await lateAfterWithdrawal((before, jwt) =>
      accord.portal.db.as({ task: 'publish' }, (tx) =>
        publishOver(tx, [{ before, jwt, publishedAt: new Date(), change: null }]),
      ),
    )
    expect(late).toEqual({ written: false, status: 1 })
  })

  test('control: without comparing, the same lateness makes the withdrawn token valid again', async () => {
    const late = await lateAfterWithdrawal((before, jwt) => overwrite(before, jwt).then(() => true))
    expect(late).toEqual({ written: true, status: 0 })
    await publishAgain()
  })
})

/** What a list shows as revoked, by the book of what flipped. */
async function invalidIn({ id }: StatusList): Promise<number[]> {
  const whole = { since: new Date(0), endedBy: new Date(0) }
  const flips = await accord.portal.db.as({ task: 'publish' }, (tx) => findFlips(tx, whole))
  return flips.get(id)?.standing ?? []
}

/** As publishing is, without comparing with the publication that was read. */
async function overwrite({ id, revision }: StatusList, jwt: string): Promise<void> {
  await accord.portal.db.as({ task: 'publish' }, (tx) =>
    tx
      .update(statusLists)
      .set({ jwt, publishedAt: new Date(), publishedRevision: revision })
      .where(eq(statusLists.id, id)),
  )
}

async function publishAgain(): Promise<void> {
  await accord.owner.as('public', (tx) => tx.update(statusLists).set({ publishedRevision: -1 }))
  await publishStatusLists(accord.portal)
}

describe('four publishers at once, while people withdraw', () => {
  const overwriting = async (portal: Portal): Promise<void> => {
    const lists = await portal.db.as({ task: 'publish' }, findListsToPublish)
    for (const list of lists) {
      const revoked = await accord.owner.as('public', (tx) =>
        tx.execute<{ index: number }>(sql`select status_index as index from consent_tokens
          where status_list_id = ${list.id} and revoked_at is not null`),
      )
      const invalid = [...(await invalidIn(list)), ...revoked.map(({ index }) => index)]
      await overwrite(list, await signed(portal, list, invalid, null))
    }
  }

  /** How many revoked tokens became valid again on the way, and how many people's are still valid in the end. */
  async function race(publish: (portal: Portal) => Promise<void>, people: TestContributor[]) {
    await publishAgain()
    const start = await publicationsSoFar()
    let withdrawing = true
    const publisher = async () => {
      while (withdrawing) await publish(accord.portal)
    }
    const publishers = Array.from({ length: 4 }, publisher)
    for (const person of people) await withdraw(person)
    withdrawing = false
    await Promise.all(publishers)
    const publications = (await publicationsSoFar()) - start
    const lost = await wentBack(start)
    await publishStatusLists(accord.portal)
    const statuses = await Promise.all(people.map(publishedStatus))
    return { publications, lost, stillValid: statuses.filter((status) => status !== 1).length }
  }

  test('lose none', { timeout: 600_000 }, async () => {
    const { publications, lost, stillValid } = await race(
      publishStatusLists,
      await peopleWithTokens(share({ small: 12, whole: 200 })),
    )
    expect({ lost, stillValid }).toEqual({ lost: 0, stillValid: 0 })
    expect(publications).toBeGreaterThan(4)
  })

  test('control: publishing without comparing loses some, sooner or later', { timeout: 600_000 }, async () => {
    let lost = 0
    for (let attempt = 0; attempt < 100 && lost === 0; attempt++) {
      lost = (await race(overwriting, await peopleWithTokens(share({ small: 12, whole: 40 })))).lost
    }
    expect(lost).toBeGreaterThan(0)
  })
})
