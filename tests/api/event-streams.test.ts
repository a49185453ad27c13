import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'

const PORTAL = 'http://127.0.0.1:3999'
const REVOKED = `${PORTAL}/events/consent-token-revoked`
const POLL = { method: 'urn:ietf:rfc:8936' }
const PUSH = { method: 'urn:ietf:rfc:8935', endpoint_url: 'https://events.hospital.example/set' }

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
})
afterAll(async () => {
  await accord.close()
})
beforeEach(async () => {
  accord.setTime(null)
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node, 'accord/events.read')
})

type Stream = { stream_id: string; delivery: object; events_requested: string[]; description?: string }

async function asks(method: string, path: string, body?: object, as = token): Promise<Response> {
  const headers = { Authorization: `Bearer ${as}`, 'Content-Type': 'application/json' }
  return surface.request(path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
}

async function opens(asked: object = {}): Promise<Stream> {
  const answer = await asks('POST', '/ssf/streams', asked)
  expect(answer.status).toBe(201)
  return (await answer.json()) as Stream
}

test('a stranger learns where events are, and that they are polled first', async () => {
  const answer = await surface.request('/.well-known/ssf-configuration')
  expect(await answer.json()).toEqual({
    spec_version: '1_0',
    issuer: PORTAL,
    jwks_uri: `${PORTAL}/.well-known/jwks.json`,
    delivery_methods_supported: ['urn:ietf:rfc:8936', 'urn:ietf:rfc:8935'],
    configuration_endpoint: `${PORTAL}/ssf/streams`,
    status_endpoint: `${PORTAL}/ssf/streams/status`,
    verification_endpoint: `${PORTAL}/ssf/streams/verification`,
    authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
    default_subjects: 'ALL',
  })
})

describe('a stream', () => {
  test('is for the node that opened it, and polled unless it asks otherwise', async () => {
    const stream = await opens()
    expect(stream).toMatchObject({
      iss: PORTAL,
      aud: node.clientId,
      delivery: { ...POLL, endpoint_url: `${PORTAL}/ssf/poll` },
      min_verification_interval: 60,
    })
    expect(await (await asks('GET', `/ssf/streams?stream_id=${stream.stream_id}`)).json()).toEqual(stream)
    expect(await (await asks('GET', '/ssf/streams')).json()).toEqual([stream])
  })

  test('is pushed where the node asks for it; its header is kept sealed and told to nobody', async () => {
    const stream = await opens({ delivery: { ...PUSH, authorization_header: 'Bearer very-secret' } })
    expect(stream.delivery).toEqual(PUSH)
    const rows = await accord.owner.as('public', (tx) => tx.query.eventStreams.findMany())
    const kept = rows.find(({ id }) => id === stream.stream_id)
    expect(kept?.authorization?.length).toBeGreaterThan(30)
    expect(kept?.authorization?.includes('very-secret')).toBe(false)
  })

  test('is changed in what is named, and replaced as a whole', async () => {
    const { stream_id } = await opens({ events_requested: [REVOKED], description: 'one' })
    const changed = await asks('PATCH', '/ssf/streams', { stream_id, description: 'two' })
    expect(await changed.json()).toMatchObject({ events_requested: [REVOKED], description: 'two' })
    const replaced = (await (await asks('PUT', '/ssf/streams', { stream_id, delivery: PUSH })).json()) as Stream
    expect(replaced.events_requested).toHaveLength(5)
    expect(replaced.delivery).toEqual(PUSH)
    expect(replaced.description).toBeUndefined()
  })

  test('that is closed is gone, and another can be opened', async () => {
    const { stream_id } = await opens()
    expect((await asks('DELETE', `/ssf/streams?stream_id=${stream_id}`)).status).toBe(204)
    expect(await (await asks('GET', '/ssf/streams')).json()).toEqual([])
    await opens()
  })

  test('carries a verification to whoever asks, with the state that was given', async () => {
    const { stream_id } = await opens({ events_requested: [REVOKED] })
    expect((await asks('POST', '/ssf/streams/verification', { stream_id, state: 'abc' })).status).toBe(204)
    const polled = await send(surface, '/ssf/poll', token, { returnImmediately: true })
    const [set = ''] = Object.values(((await polled.json()) as { sets: Record<string, string> }).sets)
    expect(JSON.parse(atob(set.split('.')[1] ?? ''))).toMatchObject({
      aud: node.clientId,
      sub_id: { format: 'opaque', id: stream_id },
      events: { 'https://schemas.openid.net/secevent/ssf/event-type/verification': { state: 'abc' } },
    })
  })
})

describe('its status', () => {
  test('is enabled, can be paused with a reason, and enabled again', async () => {
    const { stream_id } = await opens()
    const path = `/ssf/streams/status?stream_id=${stream_id}`
    expect(await (await asks('GET', path)).json()).toEqual({ stream_id, status: 'enabled' })
    const paused = { stream_id, status: 'paused', reason: 'The archive moves house' }
    expect(await (await asks('POST', '/ssf/streams/status', paused)).json()).toEqual(paused)
    expect(await (await asks('GET', path)).json()).toEqual(paused)
    await asks('POST', '/ssf/streams/status', { stream_id, status: 'enabled' })
    expect(await (await asks('GET', path)).json()).toEqual({ stream_id, status: 'enabled' })
  })

  test('is never disabled: a node that is told of no withdrawal is not one of ours', async () => {
    const { stream_id } = await opens()
    const answer = await asks('POST', '/ssf/streams/status', { stream_id, status: 'disabled' })
    expect(answer.status).toBe(403)
    expect(await problemOf(answer)).toBe('event-stream-must-deliver')
  })

  test('of another node’s stream can be neither read nor changed', async () => {
    const { stream_id } = await opens()
    const stranger = await bearer(surface, await aNode(accord, ['lung']), 'accord/events.read')
    const path = `/ssf/streams/status?stream_id=${stream_id}`
    expect((await asks('GET', path, undefined, stranger)).status).toBe(404)
    expect((await asks('POST', '/ssf/streams/status', { stream_id, status: 'paused' }, stranger)).status).toBe(404)
    expect(await (await asks('GET', path)).json()).toEqual({ stream_id, status: 'enabled' })
  })
})

describe('refused is', () => {
  test('a second stream, also when two are opened at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => asks('POST', '/ssf/streams', {})))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
  })

  test.each(['PATCH', 'PUT'])('%s of another node’s stream', async (method) => {
    const { stream_id } = await opens()
    const stranger = await bearer(surface, await aNode(accord, ['lung']), 'accord/events.read')
    const answer = await asks(method, '/ssf/streams', { stream_id, delivery: PUSH }, stranger)
    expect(await problemOf(answer)).toBe('event-stream-not-found')
    expect(await (await asks('GET', '/ssf/streams')).json()).toMatchObject([{ delivery: POLL }])
  })

  test('reading, closing and verifying another node’s stream', async () => {
    const { stream_id } = await opens()
    const stranger = await bearer(surface, await aNode(accord, ['lung']), 'accord/events.read')
    const path = `/ssf/streams?stream_id=${stream_id}`
    expect((await asks('GET', path, undefined, stranger)).status).toBe(404)
    expect((await asks('DELETE', path, undefined, stranger)).status).toBe(404)
    expect((await asks('POST', '/ssf/streams/verification', { stream_id }, stranger)).status).toBe(404)
    expect((await asks('GET', path)).status).toBe(200)
  })

  test('a second verification within a minute', async () => {
    const { stream_id } = await opens()
    await asks('POST', '/ssf/streams/verification', { stream_id })
    const answer = await asks('POST', '/ssf/streams/verification', { stream_id })
    expect(answer.status).toBe(429)
    expect(await problemOf(answer)).toBe('verification-too-soon')
  })

  test.each([
    'ftp://events.hospital.example/',
    'javascript:alert(1)',
    'https://user:secret@events.hospital.example/',
    'https://events.hospital.example/#fragment',
  ])('pushing to %s', async (endpoint_url) => {
    const answer = await asks('POST', '/ssf/streams', { delivery: { ...PUSH, endpoint_url } })
    expect(answer.status).toBe(400)
    expect(await problemOf(answer)).toMatch(/^(push-endpoint-not-allowed|request-invalid)$/)
  })

  test('a header that would begin another header', async () => {
    const delivery = { ...PUSH, authorization_header: 'Bearer x\r\nHost: other' }
    expect((await asks('POST', '/ssf/streams', { delivery })).status).toBe(400)
  })

  test('a stream of events that do not exist', async () => {
    const answer = await asks('POST', '/ssf/streams', { events_requested: ['https://example.org/reasons'] })
    expect(await problemOf(answer)).toBe('request-invalid')
  })

  test('all of it without the scope', async () => {
    const other = await bearer(surface, node)
    for (const method of ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']) {
      const body = ['GET', 'DELETE'].includes(method) ? undefined : {}
      expect((await asks(method, '/ssf/streams', body, other)).status).toBe(403)
    }
  })
})
