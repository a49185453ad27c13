import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { openStatusLists, publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { statusListReader, statusListUris } from '#app/services/read-status-list.server.ts'
import { turnOverStatusLists } from '#app/services/turn-over-status-lists.server.ts'
import { insertStatusList } from '#db/queries/status-lists.server.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aPersonWithToken, placesGiven } from './support/status-lists.ts'

const DAY_MS = 86_400_000
const START = new Date('2027-03-01T12:00:00Z')

let accord: TestPortal
let node: TestNode

beforeEach(async () => {
  accord = await testPortal()
  accord.setTime(START)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  return () => accord.close()
})

/** Lists of sixteen entries, of which eight are given: more than half of those that are nobody's decoys. */
async function smallListsThatAreFull() {
  await accord.owner.as('public', async (tx) => {
    for (const id of ['a', 'b', 'c', 'd']) await insertStatusList(tx, id, 16)
  })
  await openStatusLists(accord.portal)
  const person = await aPersonWithToken(accord, node)
  await accord.owner.as('public', (tx) =>
    tx.execute(sql`
      insert into consent_tokens (jti, enrolment_id, contributor_id, node_id, basis, target, claim_hash, status_list_id,
        status_index, state, planned_at, expires_at)
      select gen_random_uuid(), enrolment_id, contributor_id, node_id, basis, target, claim_hash, id, place, 'expired',
        planned_at, expires_at from consent_tokens, status_lists, generate_series(0, 8) place
      where contributor_id = ${person.id} on conflict do nothing`),
  )
}

function daysLater(days: number): void {
  accord.setTime(new Date(START.getTime() + days * DAY_MS))
}

const names = async () => (await statusListUris(accord.portal)).map((uri) => uri.split('/').at(-1))

test('lists are opened and published before the old ones close, and tokens go into the new ones from then on', async () => {
  await smallListsThatAreFull()
  await turnOverStatusLists(accord.portal)
  expect(await names()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
  await turnOverStatusLists(accord.portal)
  const before = (await placesGiven(accord)).length
  for (let n = 0; n < 8; n++) await aPersonWithToken(accord, node)
  const places = (await placesGiven(accord)).slice(before).map(({ list }) => list)
  expect(places).toHaveLength(8)
  expect(places.filter((list) => 'abcd'.includes(list))).toEqual([])
})

test('two workers open the same lists', async () => {
  await smallListsThatAreFull()
  await Promise.all([turnOverStatusLists(accord.portal), turnOverStatusLists(accord.portal)])
  expect((await names()).length).toBe(8)
})

test('closed lists are published until their last token has run out for a day, served for a day more, then gone', async () => {
  await smallListsThatAreFull()
  await turnOverStatusLists(accord.portal)
  await turnOverStatusLists(accord.portal)
  const { read } = statusListReader(accord.portal)

  daysLater(31)
  await turnOverStatusLists(accord.portal)
  expect(await names()).toHaveLength(8)

  daysLater(31.01)
  await turnOverStatusLists(accord.portal)
  expect(await names()).toEqual(['e', 'f', 'g', 'h'])
  expect(await read('a')).not.toBeNull()
  expect(await read('e')).not.toBeNull()

  daysLater(32.02)
  await turnOverStatusLists(accord.portal)
  await publishStatusLists(accord.portal)
  await expect.poll(() => read('a')).toBeNull()
  expect(await read('e')).not.toBeNull()
})

test('a list with a token that lives is not retired, however long it is closed', async () => {
  await smallListsThatAreFull()
  await turnOverStatusLists(accord.portal)
  await turnOverStatusLists(accord.portal)
  await accord.owner.as('public', (tx) =>
    tx.execute(
      sql`update consent_tokens set expires_at = '2027-05-01' where status_list_id = 'b' and status_index = 0`,
    ),
  )
  daysLater(60)
  await turnOverStatusLists(accord.portal)
  expect(await names()).toEqual(['b', 'e', 'f', 'g', 'h'])
})
