import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openStatusLists, publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { eventDeliveries, nodes } from '#db/schema/index.ts'
import { type GateHome, nodeKeyFrom, openHome, writeHome } from '#gate/home/gate-home.ts'
import { sync } from '#gate/sync.ts'
import { opened, type Surface } from '#tests/api/as-node.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { temporaryFolder } from './support/folder.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let person: TestContributor
let home: GateHome
let pollAnswer: (() => Response) | null

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await openStatusLists(accord.portal)
  await aProgramme(accord)
})
afterAll(() => accord.close())
beforeEach(async () => {
  accord.setTime(new Date())
  pollAnswer = null
  node = await aNode(accord, ['lung'])
  person = await aContributor(accord, node.organisationId)
  await answers(accord, person, 'yes')
  const folder = await temporaryFolder()
  const config = { portal: accord.portal.settings.url, client_id: node.clientId, organisation: null }
  await writeHome(folder, { ...config, programmes: ['lung'], data_uses: [] }, await nodeKeyFrom(node.privateJwk))
  home = await openHome(folder)
})

function syncs() {
  return sync(home, {
    fetch: async (url, init) => {
      const { pathname, search } = new URL(String(url))
      if (pathname === '/ssf/poll' && pollAnswer) return pollAnswer()
      return surface.request(`${pathname}${search}`, init)
    },
    now: () => accord.portal.clock.now(),
    randomId: randomUUID,
    readInput: async () => '',
    print: () => undefined,
    complain: () => undefined,
    stopped: async () => undefined,
  })
}

async function withdraws(): Promise<void> {
  await withdrawConsent(accord.portal, {
    contributorId: person.id,
    programmeId: 'lung',
    tier: 'stop',
    snapshot: SNAPSHOT,
  })
}

async function acknowledged(type: string): Promise<boolean[]> {
  const rows = await accord.owner.as('public', (tx) =>
    tx.select().from(eventDeliveries).where(eq(eventDeliveries.nodeId, node.id)),
  )
  return rows.filter((row) => row.type === type).map(({ acknowledgedAt }) => acknowledgedAt !== null)
}

describe('a gate that syncs', () => {
  test('acknowledges what happened', async () => {
    expect(await syncs()).toMatchObject({ events: 1 })
    expect(await acknowledged('consent-token-issued')).toEqual([true])
    expect(await syncs()).toMatchObject({ events: 0 })
  })

  test('acknowledges a withdrawal only once the lists that it holds deny', async () => {
    await syncs()
    await withdraws()
    expect(await syncs()).toMatchObject({ events: 0 })
    expect(await acknowledged('consent-token-revoked')).toEqual([false])
    accord.setTime(new Date(accord.portal.clock.now().getTime() + 2_000))
    await publishStatusLists(accord.portal)
    expect(await syncs()).toMatchObject({ events: 1 })
    expect(await acknowledged('consent-token-revoked')).toEqual([true])
  })

  test('without the scope for events syncs as before', async () => {
    await accord.owner.as('public', (tx) =>
      tx
        .update(nodes)
        .set({ scopes: ['system/Consent.rs'] })
        .where(eq(nodes.id, node.id)),
    )
    expect(await syncs()).toMatchObject({ events: null, consent_tokens: [{ held: 1 }] })
  })

  test.each([
    ['is away', () => new Response(null, { status: 503 })],
    ['answers nonsense', () => new Response('nonsense')],
    ['answers with no events but a list', () => Response.json({ sets: [] })],
    ['signs nothing', () => Response.json({ sets: { a: 'a.b.c' } })],
  ])('syncs as before where the event endpoint %s', async (_, answer) => {
    pollAnswer = answer
    expect(await syncs()).toMatchObject({ events: null, consent_tokens: [{ held: 1 }] })
    expect(await acknowledged('consent-token-issued')).toEqual([false])
  })
})
