import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { decoySlots } from '#app/crypto/decoy-slots.server.ts'
import { DAYS_INVALID } from '#app/domain/token/decoys.ts'
import { statusAt } from '#app/domain/token/status-list.ts'
import { publishCover } from '#app/services/publish-cover.server.ts'
import { publishRound } from '#app/services/publish-round.server.ts'
import { publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { readStatusListAt } from '#app/services/read-status-list-at.server.ts'
import { sweep } from '#app/services/sweep.server.ts'
import { openDatabase } from '#db/client.server.ts'
import { findStatusLists, insertStatusList } from '#db/queries/status-lists.server.ts'
import { publishOver } from '#db/queries/status-publications.server.ts'
import { statusCover, statusPublications } from '#db/schema/index.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aPersonWithToken, flippedBetween, placesGiven, shown, withdraws } from './support/status-lists.ts'

const DAY_MS = 86_400_000
const START = new Date('2027-03-01T12:00:00Z')

let accord: TestPortal
let node: TestNode

beforeEach(async () => {
  accord = await testPortal()
  accord.setTime(START)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  await accord.owner.as('public', async (tx) => {
    for (const id of ['a', 'b', 'c', 'd']) await insertStatusList(tx, id, 2 ** 14)
  })
  await publishStatusLists(accord.portal)
  return () => accord.close()
})

function later(ms: number): void {
  accord.setTime(new Date(START.getTime() + ms))
}

/** What flipped while this was done. */
async function flips(work: () => Promise<unknown>): Promise<Map<string, number[]>> {
  const before = await shown(accord)
  await work()
  return flippedBetween(before, await shown(accord))
}

function book() {
  return accord.owner.as('public', (tx) => tx.select().from(statusPublications))
}

describe('a publication after a withdrawal', () => {
  test('changes every list, each by at least eight entries, of which at most hers belong to anybody', async () => {
    const person = await aPersonWithToken(accord, node)
    for (let n = 0; n < 5; n++) await aPersonWithToken(accord, node)
    const flipped = await flips(async () => {
      await withdraws(accord, person)
      await publishStatusLists(accord.portal)
    })
    const [hers] = await placesGiven(accord, person.id)
    expect(flipped.get(hers?.list ?? '')).toContain(hers?.index)
    const given = new Set((await placesGiven(accord)).map(({ list, index }) => `${list} ${index}`))
    const isSlot = decoySlots(accord.portal.secrets.pepper)
    for (const [list, entries] of flipped) {
      expect(entries.length).toBeGreaterThanOrEqual(8)
      expect(entries.length).toBeLessThanOrEqual(16)
      const others = entries.filter((index) => !(list === hers?.list && index === hers.index))
      for (const index of others) expect({ index, isSlot: isSlot(list, index) }).toEqual({ index, isSlot: true })
      expect(others.filter((index) => given.has(`${list} ${index}`))).toEqual([])
    }
    expect([...flipped.keys()].sort()).toEqual(['a', 'b', 'c', 'd'])
  })

  test('is followed by publications that say exactly the same, and add nothing to the book', async () => {
    await withdraws(accord, await aPersonWithToken(accord, node))
    await publishStatusLists(accord.portal)
    const before = (await book()).length
    later(31_000)
    const flipped = await flips(() => publishStatusLists(accord.portal))
    expect([...flipped.values()].flat()).toEqual([])
    expect(await book()).toHaveLength(before)
  })

  test('is written whole or not at all, and again by the next', async () => {
    const person = await aPersonWithToken(accord, node)
    await withdraws(accord, person)
    await accord.owner.as('public', async (tx) => {
      await tx.execute(sql`create function pull_the_plug() returns trigger language plpgsql as $$
        begin if new.status_list_id = 'd' then raise exception 'the plug was pulled'; end if; return new; end $$`)
      await tx.execute(sql`create trigger pull_the_plug before insert on status_publications
        for each row execute function pull_the_plug()`)
    })
    const before = (await book()).length
    const flipped = await flips(() => expect(publishStatusLists(accord.portal)).rejects.toThrow())
    expect([...flipped.values()].flat()).toEqual([])
    expect(await book()).toHaveLength(before)

    await accord.owner.as('public', (tx) => tx.execute(sql`drop function pull_the_plug() cascade`))
    const after = await flips(() => publishStatusLists(accord.portal))
    for (const entries of after.values()) expect(entries.length).toBeGreaterThanOrEqual(8)
  })

  test('that hangs while it is written holds up the next, and everybody who withdraws, for some seconds at most', async () => {
    const person = await aPersonWithToken(accord, node)
    const [before] = await accord.portal.db.as('public', findStatusLists)
    const hanging = openDatabase(accord.portal.settings.databaseUrl, { connections: 1 })
    const publication = { jwt: 'unfinished', publishedAt: START, change: null }
    const hangs = hanging.as({ task: 'publish' }, async (tx) => {
      if (before) expect(await publishOver(tx, [{ before, ...publication }])).toBe(true)
      await pause(20_000)
    })
    hangs.catch(() => {})
    await pause(100)
    const begun = performance.now()
    await withdraws(accord, person)
    await publishStatusLists(accord.portal)
    expect(performance.now() - begun).toBeLessThan(15_000)
    const [hers] = await placesGiven(accord, person.id)
    expect((await shown(accord)).get(hers?.list ?? '')?.has(hers?.index ?? -1)).toBe(true)
    await expect(hangs).rejects.toThrow()
    await hanging.close()
  })

  test('of a list that cannot be signed does not keep the others back', async () => {
    const person = await aPersonWithToken(accord, node)
    const [hers] = await placesGiven(accord, person.id)
    const broken = hers?.list === 'a' ? 'b' : 'a'
    await accord.owner.as('public', (tx) =>
      tx.execute(sql`update status_lists set jwt = 'not a list' where id = ${broken}`),
    )
    await withdraws(accord, person)
    await publishStatusLists(accord.portal)
    const said = await readStatusListAt(accord.portal, { listId: hers?.list ?? '', at: START })
    expect(statusAt(said ?? new Uint8Array(), hers?.index ?? -1)).toBe(1)
  })
})

describe('cover', () => {
  const dueAt = async () => (await accord.owner.as('public', (tx) => tx.select().from(statusCover)))[0]?.dueAt

  test('flips decoys in every list when its time has come, once though two workers look, and not before', async () => {
    await publishCover(accord.portal)
    const due = (await dueAt())?.getTime() ?? 0
    expect(due).toBeGreaterThan(START.getTime())
    accord.setTime(new Date(due - 1))
    const early = await flips(() => publishCover(accord.portal))
    expect([...early.values()].flat()).toEqual([])

    accord.setTime(new Date(due))
    const flipped = await flips(() => Promise.all([publishCover(accord.portal), publishCover(accord.portal)]))
    for (const entries of flipped.values()) {
      expect(entries.length).toBeGreaterThanOrEqual(8)
      expect(entries.length).toBeLessThanOrEqual(16)
    }
    expect((await dueAt())?.getTime()).toBeGreaterThan(due)
  })

  test('leaves a quarter of the decoys to withdrawals, and these are padded still', async () => {
    const slots = 2 ** 14 / 8
    const spent = { statusListId: 'c', version: 99, publishedAt: START, flipped: [], decoys: slots * 0.75 }
    await accord.owner.as('public', (tx) => tx.insert(statusPublications).values(spent))
    const covered = await flips(() => publishRound(accord.portal, { cover: true }))
    expect([...covered.values()].flat()).toEqual([])
    const flipped = await flips(async () => {
      await withdraws(accord, await aPersonWithToken(accord, node))
      await publishStatusLists(accord.portal)
    })
    for (const entries of flipped.values()) expect(entries.length).toBeGreaterThanOrEqual(8)
  })
})

describe('what flipped', () => {
  test('stays so longer than any token lives, then becomes valid again all at once, whoever it belonged to', async () => {
    const person = await aPersonWithToken(accord, node)
    const flipped = await flips(async () => {
      await withdraws(accord, person)
      await publishStatusLists(accord.portal)
    })
    const still = async () => {
      const now = await shown(accord)
      return [...flipped].flatMap(([list, entries]) => entries.filter((index) => now.get(list)?.has(index))).length
    }
    const all = [...flipped.values()].flat().length
    for (const day of [1, 15, 30, 31]) {
      later(day * DAY_MS)
      await publishStatusLists(accord.portal)
      expect(await still()).toBe(all)
    }
    later(DAYS_INVALID * DAY_MS - 1)
    await publishRound(accord.portal)
    expect(await still()).toBe(all)
    later(DAYS_INVALID * DAY_MS)
    await publishRound(accord.portal)
    expect(await still()).toBe(0)
  })

  test('is never a token’s place, not even where the pepper was another when it was issued', async () => {
    await aPersonWithToken(accord, node)
    await accord.owner.as('public', async (tx) => {
      await tx.execute(sql`update status_lists set size = 64, jwt = null`)
      await tx.execute(sql`
        insert into consent_tokens (jti, enrolment_id, contributor_id, node_id, basis, target, claim_hash,
          status_list_id, status_index, state, planned_at, expires_at)
        select gen_random_uuid(), enrolment_id, contributor_id, node_id, basis, target, claim_hash, id, 2 * place,
          'expired', planned_at, expires_at from consent_tokens, status_lists, generate_series(0, 31) place
        on conflict do nothing`)
    })
    const portal = { ...accord.portal, secrets: { ...accord.portal.secrets, pepper: Buffer.alloc(32, 3) } }
    for (let n = 0; n < 3; n++) await publishRound(portal, { cover: true })
    const flipped = [...(await shown(accord)).values()].flatMap((entries) => [...entries])
    expect(flipped.length).toBeGreaterThan(0)
    expect(flipped.filter((index) => index % 2 === 0)).toEqual([])
  })
})

describe('the book of what a list said', () => {
  test('tells it of any moment, by the minute of the withdrawal', async () => {
    const person = await aPersonWithToken(accord, node)
    const [hers] = await placesGiven(accord, person.id)
    const listId = hers?.list ?? ''
    const saidAt = async (at: Date) => {
      const entries = await readStatusListAt(accord.portal, { listId, at })
      return entries && statusAt(entries, hers?.index ?? -1)
    }
    later(3_600_000)
    await withdraws(accord, person)
    await publishStatusLists(accord.portal)
    const withdrawnAt = new Date(START.getTime() + 3_600_000)

    expect(await saidAt(new Date(START.getTime() - 1))).toBeNull()
    expect(await saidAt(START)).toBe(0)
    expect(await saidAt(new Date(withdrawnAt.getTime() - 1))).toBe(0)
    expect(await saidAt(withdrawnAt)).toBe(1)
    const now = (await shown(accord)).get(listId) ?? new Set()
    const all = await readStatusListAt(accord.portal, { listId, at: withdrawnAt })
    expect([...now].every((index) => statusAt(all ?? new Uint8Array(), index) === 1)).toBe(true)

    later(DAYS_INVALID * DAY_MS + 3_600_000)
    await publishRound(accord.portal)
    expect(await saidAt(accord.portal.clock.now())).toBe(0)
    expect(await saidAt(withdrawnAt)).toBe(1)
    expect(await readStatusListAt(accord.portal, { listId: 'nowhere', at: withdrawnAt })).toBeNull()
  })

  test('is kept for a year after the last token ran out, and then forgotten', async () => {
    await withdraws(accord, await aPersonWithToken(accord, node))
    await publishStatusLists(accord.portal)
    later(368 * DAY_MS)
    await sweep(accord.portal)
    expect((await book()).length).toBeGreaterThan(0)
    expect(await readStatusListAt(accord.portal, { listId: 'a', at: START })).not.toBeNull()
    later(369 * DAY_MS)
    expect(await readStatusListAt(accord.portal, { listId: 'a', at: START })).toBeNull()
    later(401 * DAY_MS)
    await sweep(accord.portal)
    expect(await book()).toEqual([])
  })

  test('is not changed by the application', async () => {
    const change = accord.portal.db.as({ task: 'publish' }, (tx) =>
      tx.update(statusPublications).set({ flipped: [] }).returning(),
    )
    await expect(change).rejects.toThrow()
    expect((await book()).length).toBeGreaterThan(0)
  })
})
