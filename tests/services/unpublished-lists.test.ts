import { sql } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { openStatusLists, publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { insertStatusList } from '#db/queries/status-lists.server.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { placesGiven, tokensOf } from './support/status-lists.ts'

const START = new Date('2027-03-01T12:00:00Z')

let accord: TestPortal
let node: TestNode
let person: TestContributor

beforeEach(async () => {
  accord = await testPortal()
  accord.setTime(START)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  person = await aContributor(accord, node.organisationId)
  await answers(accord, person, 'yes')
  return () => accord.close()
})

function secondsLater(seconds: number): void {
  accord.setTime(new Date(START.getTime() + seconds * 1000))
}

const asks = () => tokensOf(accord, node, person)

describe('a token is refused, and not even planned,', () => {
  test('while there is no status list', async () => {
    await expect(asks()).rejects.toThrow('status-list-not-published')
    expect(await placesGiven(accord)).toEqual([])
  })

  test('while no status list is published', async () => {
    await accord.owner.as('public', (tx) => insertStatusList(tx, 'a', 4096))
    await expect(asks()).rejects.toThrow('status-list-not-published')
    expect(await placesGiven(accord)).toEqual([])
  })

  test('once the lists have not been published for two minutes, until they are again', async () => {
    await openStatusLists(accord.portal)
    secondsLater(120)
    await expect(asks()).rejects.toThrow('status-list-not-published')
    expect(await placesGiven(accord)).toEqual([])
    await publishStatusLists(accord.portal)
    expect(await asks()).toHaveLength(1)
  })
})

describe('a token is issued', () => {
  test('up to two minutes after the lists were published', async () => {
    await openStatusLists(accord.portal)
    secondsLater(119)
    expect(await asks()).toHaveLength(1)
  })

  test('in a list that is published, where another is not', async () => {
    await openStatusLists(accord.portal)
    secondsLater(119)
    await accord.owner.as('public', (tx) =>
      tx.execute(sql`update status_lists set published_at = now() - interval '99 years' where id <> 'c'`),
    )
    const [token] = await asks()
    expect(decodeJwt(token?.compact ?? '').status).toMatchObject({
      status_list: { uri: `${accord.portal.settings.url}/status-lists/c` },
    })
  })

  test('that was there before, and is unchanged, however old the lists are', async () => {
    await openStatusLists(accord.portal)
    const before = await asks()
    secondsLater(86_400)
    expect(await asks()).toEqual(before)
  })
})

test('what a person’s new choices no longer justify is revoked all the same', async () => {
  await openStatusLists(accord.portal)
  await asks()
  await accord.owner.as('public', (tx) => tx.execute(sql`update consent_tokens set claim_hash = '\\x00'`))
  secondsLater(3600)
  await expect(asks()).rejects.toThrow('status-list-not-published')
  expect((await placesGiven(accord)).map(({ state }) => state)).toEqual(['revoked'])
})

test('a token that was planned before a crash is not signed now either', async () => {
  await openStatusLists(accord.portal)
  await asks()
  await accord.owner.as('public', (tx) =>
    tx.execute(sql`update consent_tokens set state = 'planned', compact = null, cursor = null`),
  )
  secondsLater(3600)
  await expect(asks()).rejects.toThrow('status-list-not-published')
  expect((await placesGiven(accord)).map(({ state }) => state)).toEqual(['planned'])
})
