import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findEventStream, openEventStream } from '#app/services/keep-event-stream.server.ts'
import { pollEvents } from '#app/services/poll-events.server.ts'
import { pushEvents } from '#app/services/push-events.server.ts'
import { readUndelivered } from '#app/services/read-undelivered.server.ts'
import { setStreamStatus } from '#app/services/set-stream-status.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { aStaffMember } from '#tests/services/support/staff.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { withLateCommits } from '#tests/support/letters.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let node: TestNode
let endpoint: Server
let received: { headers: IncomingMessage['headers']; method: string | undefined; kid: string }[]
let answer: (response: ServerResponse, kid: string) => void

const acknowledges = (response: ServerResponse) => response.writeHead(202).end()

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord, 'lung')
  await aProgramme(accord, 'breast')
  endpoint = createServer(async (request, response) => {
    const set = (await request.toArray()).join('')
    const { sub_id } = JSON.parse(atob(set.split('.')[1] ?? ''))
    received.push({ headers: request.headers, method: request.method, kid: sub_id.id })
    answer(response, sub_id.id)
  })
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  endpoint.close()
  await accord.close()
})
beforeEach(async () => {
  received = []
  answer = acknowledges
  node = await aNode(accord, ['lung'])
  const { port } = endpoint.address() as AddressInfo
  const delivery = {
    method: 'push',
    endpointUrl: `http://127.0.0.1:${port}/set`,
    authorization: 'Bearer s3cret',
  } as const
  await openEventStream(accord.portal, node, { delivery })
})
afterEach(async () => {
  accord.setTime(null)
  answer = acknowledges
  for (let round = 0; round < 3; round++) await pushEvents(accord.portal)
  await accord.owner.as('public', (tx) => tx.execute('delete from event_streams'))
})

async function happens(...kids: string[]): Promise<void> {
  const notices = kids.map((kid) => ({ type: 'key-revoked', nodeId: node.id, payload: { kid } }))
  await accord.portal.db.as('public', (tx) => enqueue(tx, notices, accord.portal.clock.now()))
}

async function stillPending(): Promise<number> {
  const asked = { maxEvents: 100, returnImmediately: true, ack: [], setErrs: {} }
  return Object.keys((await pollEvents(accord.portal, node, asked)).sets).length
}

async function passes(ms: number): Promise<void> {
  accord.setTime(new Date(accord.portal.clock.now().getTime() + ms))
}

async function undeliveredFor({ id }: { id: string }) {
  const undelivered = await readUndelivered(accord.portal, id)
  return undelivered.filter(({ clientId }) => clientId === node.clientId)
}

const kids = () => received.map(({ kid }) => kid)

describe('a hospital that asked for it', () => {
  test('is pushed every event once, in order, with the header that it expects', async () => {
    await happens('a', 'b', 'c')
    await pushEvents(accord.portal)
    await pushEvents(accord.portal)
    expect(kids()).toEqual(['a', 'b', 'c'])
    expect(received[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/secevent+jwt', authorization: 'Bearer s3cret' },
    })
    expect(await stillPending()).toBe(0)
  })

  test('is pushed every event once by two workers at the same time', async () => {
    await happens('a', 'b', 'c', 'd')
    await Promise.all([pushEvents(accord.portal), pushEvents(accord.portal), pushEvents(accord.portal)])
    await pushEvents(accord.portal)
    expect(kids()).toEqual(['a', 'b', 'c', 'd'])
  })

  test('is pushed an event once, also when two workers reach for it at the same moment', async () => {
    await happens('a')
    const late = withLateCommits(accord)
    await Promise.all([pushEvents(late), pushEvents(late)])
    expect(kids()).toEqual(['a'])
  })

  test('hears nothing of the next event before it has the first', async () => {
    answer = (response) => response.writeHead(503).end()
    await happens('a', 'b')
    await pushEvents(accord.portal)
    expect(kids()).toEqual(['a'])
    await pushEvents(accord.portal)
    expect(kids()).toEqual(['a'])
    answer = acknowledges
    await passes(5_000)
    await pushEvents(accord.portal)
    expect(kids()).toEqual(['a', 'a', 'b'])
  })
})

describe('only 202 acknowledges:', () => {
  test.each([200, 201, 204, 301, 302, 307, 400, 401, 404, 500])('%i does not', async (status) => {
    answer = (response) => response.writeHead(status, { Location: '/elsewhere' }).end()
    await happens('a')
    await pushEvents(accord.portal)
    expect(kids()).toEqual(['a'])
    expect(await stillPending()).toBe(1)
  })
})

describe('an event that cannot be delivered', () => {
  test('is tried less and less often, given up, shown to staff with what the hospital said, and can still be polled', async () => {
    answer = (response) =>
      response.writeHead(400).end(JSON.stringify({ err: 'invalid_key', description: 'who are you' }))
    accord.setTime(new Date())
    await happens('a')
    for (let round = 0; round < 12; round++) {
      await pushEvents(accord.portal)
      await passes(3_600_000)
    }
    expect(kids()).toHaveLength(8)
    const auditor = await aStaffMember(accord, [{ role: 'auditor', programmeId: 'lung' }])
    expect(await undeliveredFor(auditor)).toMatchObject([
      { type: 'key-revoked', state: 'given-up', error: 'invalid_key', count: 1 },
    ])
    const ofAnother = await aStaffMember(accord, [{ role: 'auditor', programmeId: 'breast' }])
    expect(await undeliveredFor(ofAnother)).toEqual([])
    expect(await stillPending()).toBe(1)
  })

  test('does not hold up what comes after it forever', async () => {
    answer = (response, kid) => response.writeHead(kid === 'a' ? 500 : 202).end()
    accord.setTime(new Date())
    await happens('a', 'b')
    for (let round = 0; round < 9; round++) {
      await pushEvents(accord.portal)
      await passes(3_600_000)
    }
    expect(kids().at(-1)).toBe('b')
    expect(await stillPending()).toBe(1)
  })
})

test('what a hospital has not fetched for a day is shown to the staff of its programmes', async () => {
  const auditor = await aStaffMember(accord, [{ role: 'auditor', programmeId: 'lung' }])
  accord.setTime(new Date())
  answer = (response) => response.writeHead(503).end()
  await happens('a')
  expect(await undeliveredFor(auditor)).toEqual([])
  await passes(25 * 3_600_000)
  expect(await undeliveredFor(auditor)).toMatchObject([{ type: 'key-revoked', state: 'waiting', count: 1 }])
})

describe('a stream that its node paused', () => {
  const status = (wanted: 'enabled' | 'paused') => async () => {
    const stream = await findEventStream(accord.portal, node)
    return setStreamStatus(accord.portal, node, { id: stream?.id ?? '', status: wanted })
  }
  const pause = status('paused')
  const goOn = status('enabled')

  test('is pushed nothing and polls nothing, and has everything, in order, once it goes on', async () => {
    expect(await pause()).toMatchObject({ ok: true })
    await happens('a', 'b')
    await pushEvents(accord.portal)
    expect(kids()).toEqual([])
    expect(await stillPending()).toBe(0)
    await goOn()
    await pushEvents(accord.portal)
    expect(kids()).toEqual(['a', 'b'])
  })
})

test('a hospital whose node was suspended is pushed that, and nothing more', async () => {
  await accord.owner.as('public', (tx) => tx.execute(`update nodes set status = 'suspended' where id = '${node.id}'`))
  await happens('a')
  const suspended = [
    { type: 'node-suspended', nodeId: node.id, payload: { client_id: node.clientId, reason: 'audit' } },
  ]
  await accord.portal.db.as('public', (tx) => enqueue(tx, suspended, new Date()))
  await pushEvents(accord.portal)
  expect(kids()).toEqual([node.clientId])
})
