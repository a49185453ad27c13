import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openHome } from '#gate/home/gate-home.ts'
import type { Bounds } from '#gate/knowledge.ts'
import { openService } from '#gate/service/open-service.ts'
import { type TestNode, testNode } from './support/test-node.ts'

const ANA = 'ana-7f3kq9x2m4w8'
const BOR = 'bor-2k8s6d1f0g5h'
const CENE = 'cene-9p3o7i2u1y6t'

const REQUEST = {
  legal_basis: 'consent',
  programme: 'lung',
  purpose: 'ai-development',
  recipient: 'public-research',
  region: 'eu-eea',
  data: ['imaging-ct'],
}

type Served = TestNode & {
  url: string
  ask(path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; json: unknown }>
}

async function served(mode: Bounds['mode'] = 'online', maxAgeSeconds = Number.POSITIVE_INFINITY): Promise<Served> {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 }, { subject: BOR, idx: 2 })
  await node.run('sync')
  const place = { host: '127.0.0.1', port: 0 }
  const { url, close } = await openService(place, await openHome(node.home), node.world, { mode, maxAgeSeconds })
  onTestFinished(close)
  const ask: Served['ask'] = async (path, body, headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const sent = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: text }
    const answer = await fetch(url + path, body === undefined ? { headers } : sent)
    return { status: answer.status, json: await answer.json() }
  }
  return { ...node, url, ask }
}

async function tokenOf(node: TestNode): Promise<string> {
  const [, line = ''] = (await node.read('home/state/consent-tokens/consent-lung.ndjson'))?.split('\n') ?? []
  return JSON.parse(line).consent_token
}

describe('a program on the same machine', () => {
  test('is told whose data it may use, each once, and how old the answer is', async () => {
    const { ask } = await served()
    expect(await ask('/check', { subjects: [BOR, CENE, ANA, BOR], request: REQUEST })).toEqual({
      status: 200,
      json: {
        evaluated: 3,
        permitted: [BOR, ANA],
        knowledge: { as_of: '2026-09-15T10:00:00.000Z', age_seconds: 0, mode: 'online' },
      },
    })
  })

  test('is told within the minute of a withdrawal', async () => {
    const { ask, portal, wait } = await served()
    await ask('/check', { subjects: [ANA], request: REQUEST })
    portal.revoke(1)
    wait(60)
    expect(await ask('/check', { subjects: [ANA, BOR], request: REQUEST })).toMatchObject({
      json: { permitted: [BOR] },
    })
  })

  test('is told of a person who came with the last sync', async () => {
    const { ask, portal, wait } = await served()
    await ask('/check', { subjects: [CENE], request: REQUEST })
    portal.permit({ subject: CENE, idx: 3 })
    wait(60)
    expect(await ask('/check', { subjects: [CENE], request: REQUEST })).toMatchObject({ json: { permitted: [CENE] } })
  })

  test('gets the verdict on a token', async () => {
    const node = await served()
    const token = await tokenOf(node)
    expect(await node.ask('/verify', { token, request: REQUEST })).toMatchObject({
      status: 200,
      json: { outcome: 'permit', subject: ANA, provision: 0, knowledge: { mode: 'online' } },
    })
    expect(await node.ask('/verify', { token: `${token}x`, request: REQUEST })).toMatchObject({
      status: 200,
      json: { outcome: 'deny', reason: 'token-malformed' },
    })
  })

  test('that asks many times at once makes the gate ask the portal once', async () => {
    const { ask, portal, wait } = await served()
    wait(61)
    const before = portal.asked.length
    await Promise.all(Array.from({ length: 20 }, () => ask('/check', { subjects: [ANA], request: REQUEST })))
    expect(portal.asked.slice(before).filter((route) => route === 'GET /api/v1/bundle')).toHaveLength(1)
  })

  test('learns that the gate is well', async () => {
    const { ask } = await served()
    expect(await ask('/health')).toMatchObject({ status: 200, json: { status: 'ok', knowledge: { age_seconds: 0 } } })
  })
})

describe('where nothing can be known, nobody is permitted', () => {
  const everything: [string, unknown][] = [
    ['/check', { subjects: [ANA], request: REQUEST }],
    ['/verify', { token: 'a.b.c', request: REQUEST }],
    ['/health', undefined],
  ]

  test.each(everything)('with the portal down past the minute (%s)', async (path, body) => {
    const { ask, portal, wait } = await served()
    portal.levers.down = true
    wait(61)
    expect(await ask(path, body)).toMatchObject({ status: 503, json: { refused: 'portal-unreachable' } })
  })

  test.each(everything)('with knowledge older than it may be (%s)', async (path, body) => {
    const { ask, wait } = await served('offline', 3600)
    wait(3601)
    expect(await ask(path, body)).toMatchObject({ status: 503, json: { refused: 'knowledge-too-old' } })
  })

  test('with lists past their own end', async () => {
    const node = await served('offline')
    const token = await tokenOf(node)
    node.wait(86_400)
    expect(await node.ask('/check', { subjects: [ANA], request: REQUEST })).toMatchObject({
      status: 503,
      json: { refused: 'knowledge-stale' },
    })
    expect(await node.ask('/verify', { token, request: REQUEST })).toMatchObject({ status: 503 })
  })

  test.each([
    ['trust.json', 'unexpected'],
    ['consent-tokens/consent-lung.ndjson', 'tokens-damaged'],
  ])('with a damaged %s', async (file, refused) => {
    const { ask, home } = await served('offline')
    await writeFile(join(home, 'state', file), '{"half a')
    expect(await ask('/check', { subjects: [ANA], request: REQUEST })).toMatchObject({
      status: 503,
      json: { refused },
    })
  })

  test('of a programme that was never synced', async () => {
    const { ask } = await served()
    expect(await ask('/check', { subjects: [ANA], request: { ...REQUEST, programme: 'breast' } })).toMatchObject({
      status: 503,
      json: { refused: 'target-not-synced' },
    })
  })

  test('and once the portal is back, the gate answers again', async () => {
    const { ask, portal, wait } = await served()
    portal.levers.down = true
    wait(61)
    await ask('/health')
    portal.levers.down = false
    expect(await ask('/check', { subjects: [ANA], request: REQUEST })).toMatchObject({ json: { permitted: [ANA] } })
  })
})

describe('the gate does not answer', () => {
  test.each([
    ['nobody', { subjects: [], request: REQUEST }],
    ['people who are no texts', { subjects: [1], request: REQUEST }],
    ['no request', { subjects: [ANA] }],
    ['a purpose that nobody knows', { subjects: [ANA], request: { ...REQUEST, purpose: 'ai-developement' } }],
    ['two bases at once', { subjects: [ANA], request: { ...REQUEST, data_use: 'use-1' } }],
    ['a member that nobody knows', { subjects: [ANA], request: REQUEST, unless: 'urgent' }],
    ['more people than it may name', { subjects: Array.from({ length: 100_001 }, String), request: REQUEST }],
    ['something said twice', `{"subjects":["${ANA}"],"subjects":["${BOR}"],"request":${JSON.stringify(REQUEST)}}`],
    ['no JSON', 'nonsense'],
  ])('a question about %s', async (_, body) => {
    const { ask } = await served('offline')
    expect(await ask('/check', body)).toMatchObject({ status: 400, json: { refused: 'request-invalid' } })
  })

  test('a body without an end', async () => {
    const { url, ask } = await served('offline')
    const asked = httpRequest(`${url}/check`, { method: 'POST', headers: { 'Content-Type': 'application/json' } })
    let sent = 0
    const chunk = Buffer.alloc(2 ** 20, 0x20)
    const more = setInterval(() => asked.write(chunk, () => (sent += 1)), 1)
    onTestFinished(() => clearInterval(more))
    const [answer] = await once(asked, 'response').catch(() => [{ statusCode: 'cut off' }])
    asked.on('error', () => undefined)

    expect([413, 'cut off']).toContain(answer.statusCode)
    expect(sent).toBeLessThan(32)
    expect((await ask('/health')).status).toBe(200)
  })

  test.each([
    ['a page in a browser here', { Origin: 'https://evil.example' }],
    ['a form of such a page', { 'Content-Type': 'text/plain' }],
  ])('%s', async (_, headers) => {
    const { ask } = await served('offline')
    const { status } = await ask('/check', { subjects: [ANA], request: REQUEST }, headers)
    expect([403, 415]).toContain(status)
  })

  test('under a name that somebody made to mean this machine', async () => {
    const { url } = await served('offline')
    const asked = httpRequest(`${url}/health`, { headers: { Host: 'rebound.evil.example' } }).end()
    const [answer] = await once(asked, 'response')
    expect(answer.statusCode).toBe(403)
  })

  test.each(['/', '/check/', '/check?x', '/metrics'])('at %s', async (path) => {
    const { ask } = await served('offline')
    expect((await ask(path, { subjects: [ANA], request: REQUEST })).status).toBe(404)
  })

  test.each(['0.0.0.0', '::', '192.0.2.1', 'localhost', ''])('other machines, by listening on "%s"', async (host) => {
    const node = await testNode()
    expect((await node.run('serve --port 0', '--host', host)).exitCode).toBe(2)
  })
})

test('the command listens on this machine, refuses what is too old, and ends when it is asked to', async () => {
  const node = await testNode()
  await node.run('sync')
  const command = [join(import.meta.dirname, '../../gate/bin/accord-gate.ts'), 'serve', '--home', node.home]
  const child = spawn(process.execPath, [...command, '--port', '0', '--offline', '--max-age', '1h'])
  onTestFinished(() => void child.kill('SIGKILL'))
  const { listening } = JSON.parse(String((await once(child.stdout, 'data'))[0]))

  expect(listening).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect((await fetch(`${listening}/health`)).status).toBe(503)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})
