import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAuthorization, sealAuthorization } from '#app/crypto/stream-authorization.server.ts'
import { openEventStream } from '#app/services/keep-event-stream.server.ts'
import type { Scope } from '#db/client.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { eventDeliveries, eventStreams, nodes, outbox } from '#db/schema/index.ts'
import { bearer, opened, type Surface, send } from '#tests/api/as-node.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

/** What one node is told is its own: with row-level security, and with the queries alone. */

let accord: TestPortal
let surface: Surface
let ours: TestNode
let theirs: TestNode

async function begin(layers: string): Promise<void> {
  accord = await testPortal()
  const { portal, owner } = accord
  surface = await opened(layers === 'both layers' ? accord : { ...accord, portal: { ...portal, db: owner } })
  await aProgramme(accord)
  ours = await aNode(accord, ['lung'])
  theirs = await aNode(accord, ['lung'])
}

async function poll(node: TestNode, asked: object = {}): Promise<Record<string, string>> {
  const token = await bearer(surface, node, 'accord/events.read')
  const answer = await send(surface, '/ssf/poll', token, { returnImmediately: true, ...asked })
  return ((await answer.json()) as { sets: Record<string, string> }).sets
}

function told(...notices: Parameters<typeof enqueue>[1]): Promise<void> {
  return accord.portal.db.as('public', (tx) => enqueue(tx, notices, new Date()))
}

const payloadsOf = (sets: Record<string, string>) =>
  Object.values(sets).map((set) => JSON.parse(atob(set.split('.')[1] ?? '')))

describe.each(['both layers', 'the queries alone'])('by %s, a node', (layers) => {
  beforeAll(() => begin(layers))
  afterAll(() => accord.close())

  test('neither reads nor acknowledges nor refuses what another was told', async () => {
    await told({ type: 'removal-task', nodeId: ours.id, payload: { pseudonym: 'p-ours', programme: 'lung' } })
    const [jti = ''] = Object.keys(await poll(ours))
    expect(await poll(theirs)).toEqual({})
    await poll(theirs, { ack: [jti] })
    await poll(theirs, { setErrs: { [jti]: { err: 'invalid_key' } } })
    expect(Object.keys(await poll(ours))).toEqual([jti])
  })

  test('acknowledges again what it acknowledged, and nothing comes of it', async () => {
    const [jti = ''] = Object.keys(await poll(ours))
    expect(await poll(ours, { ack: [jti] })).toEqual({})
    expect(await poll(ours, { ack: [jti, jti], setErrs: { [jti]: { err: 'invalid_key' } } })).toEqual({})
  })

  test('does not acknowledge before it was sent anything', async () => {
    await told({ type: 'key-revoked', nodeId: ours.id, payload: { kid: 'k' } })
    const [delivery] = await accord.owner.as('public', (tx) =>
      tx.query.eventDeliveries.findMany({
        where: (row, { isNull, eq, and }) => and(eq(row.nodeId, ours.id), isNull(row.sentAt)),
      }),
    )
    expect(Object.keys(await poll(ours, { ack: [delivery?.jti ?? ''] }))).toEqual([delivery?.jti])
  })

  test('and its sister at the same hospital each get what the hospital is told, in a token of their own', async () => {
    const sister = { ...(await aNode(accord, ['lung'])), organisationId: ours.organisationId }
    await accord.owner.as('public', async (tx) => {
      await tx.update(nodes).set({ organisationId: ours.organisationId }).where(eq(nodes.id, sister.id))
    })
    await told({
      type: 'removal-task',
      organisationId: ours.organisationId,
      payload: { pseudonym: 'p-2', programme: 'lung' },
    })
    const [mine] = payloadsOf(await poll(ours)).filter(({ sub_id }) => sub_id.id === 'p-2')
    const [hers] = payloadsOf(await poll(sister)).filter(({ sub_id }) => sub_id.id === 'p-2')
    expect([mine.aud, hers.aud]).toEqual([ours.clientId, sister.clientId])
    expect(mine.jti).not.toBe(hers.jti)
    await poll(sister, { ack: [hers.jti] })
    expect(payloadsOf(await poll(ours)).map(({ jti }) => jti)).toContain(mine.jti)
  })

  test('hears of a key that was taken back, as everybody does', async () => {
    await told({ type: 'key-revoked', payload: { kid: 'of-the-portal' } })
    for (const node of [ours, theirs]) {
      expect(payloadsOf(await poll(node)).map(({ sub_id }) => sub_id.id)).toContain('of-the-portal')
    }
  })

  test('is told nothing that is only for people, and nothing of why', async () => {
    const why = { reason: 'withdrawn', tier: 'close', contributor: 'c' }
    await told(
      { type: 'invitation-locked', organisationId: theirs.organisationId, payload: { pseudonym: 'p', ...why } },
      { type: 'consent-token-revoked', nodeId: theirs.id, payload: { jti: crypto.randomUUID(), ...why } },
      { type: 'removal-task', nodeId: theirs.id, payload: { pseudonym: 'p', programme: 'lung', ...why } },
      { type: 'node-suspended', nodeId: theirs.id, payload: { client_id: 'x', ...why } },
    )
    const payloads = payloadsOf(await poll(theirs)).filter(({ sub_id }) => sub_id.id !== 'of-the-portal')
    expect(payloads).toHaveLength(3)
    expect(JSON.stringify(payloads)).not.toMatch(/withdrawn|close|contributor|reason/)
  })
})

describe('below the queries, the database itself', () => {
  beforeAll(async () => {
    await begin('both layers')
    await told({ type: 'consent-token-revoked', nodeId: ours.id, payload: { jti: crypto.randomUUID() } })
    const stream = { method: 'push', endpointUrl: 'https://events.hospital.example/', authorization: 'x' } as const
    await openEventStream(accord.portal, ours, { delivery: stream })
  })
  afterAll(() => accord.close())

  const seen = (scope: Scope) =>
    accord.portal.db.as(scope, async (tx) => [
      (await tx.select().from(eventDeliveries)).length,
      (await tx.select().from(eventStreams)).length,
      (await tx.select().from(outbox)).length,
    ])

  test('shows a hospital its own, and another hospital, a stranger and another task nothing', async () => {
    expect(await seen({ organisation: ours.organisationId })).toEqual([1, 1, 1])
    expect(await seen({ organisation: theirs.organisationId })).toEqual([0, 0, 0])
    expect(await seen({ subject: crypto.randomUUID() })).toEqual([0, 0, 0])
    expect(await seen({ task: 'publish' })).toEqual([0, 0, 0])
    expect(await seen('public')).toEqual([0, 0, 0])
  })
})

test('a sealed header opens under no other key', () => {
  const sealed = sealAuthorization(Buffer.alloc(32, 1), 'Bearer x')
  expect(() => openAuthorization(Buffer.alloc(32, 2), sealed)).toThrow()
  expect(openAuthorization(Buffer.alloc(32, 1), sealed)).toBe('Bearer x')
})
