import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { publishRound } from '#app/services/publish-round.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { wayInBuild } from '#tests/support/way-in-build.ts'

let accord: TestPortal
let server: RunningServer
const lines: { route: string; status: number; method: string }[] = []

beforeAll(async () => {
  accord = await testPortal()
  const info = (line: (typeof lines)[number]) => lines.push(line)
  const log = Object.assign(Object.create(accord.portal.log), { info })
  await openStatusLists(accord.portal)
  server = await startServer({ ...accord.portal, log }, { port: 0, host: '127.0.0.1', build: wayInBuild })
})
afterAll(async () => {
  await server.close()
  await accord.close()
})

const get = (path: string, init: RequestInit = {}) => fetch(server.url + path, init)

/** What an answer says, but for when and for how long the connection is kept. */
async function said(answer: Response) {
  const headers = [...answer.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name))
  return { status: answer.status, headers: headers.toSorted(), body: await answer.text() }
}

test('what is stored is answered as the route answers it, to the header', async () => {
  await expect.poll(() => accord.portal.changes.areFresh()).toBe(true)
  const first = await said(await get('/status-lists/a'))
  const stored = await said(await get('/status-lists/a'))
  expect(stored).toEqual(first)
  expect(stored).toEqual(await said(await get('/status-lists/a?')))
  expect(Object.fromEntries(stored.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=60',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'content-type': 'application/statuslist+jwt',
    'x-content-type-options': 'nosniff',
  })
})

test('what else can be asked of it is left to the route', async () => {
  const etag = (await get('/status-lists/a')).headers.get('ETag') ?? ''
  expect((await get('/status-lists/a', { headers: { 'If-None-Match': etag } })).status).toBe(304)
  expect((await get('/status-lists/a?time=1686925000')).status).toBe(501)
  expect((await get('/status-lists/a', { method: 'HEAD' })).status).toBe(200)
  expect((await get('/status-lists/a', { method: 'DELETE' })).status).toBe(405)
  expect((await get('/status-lists/A')).status).toBe(400)
  expect((await get('/status-lists/nowhere')).status).toBe(404)
})

test('a list is never answered as it was once another was published', async () => {
  for (let round = 0; round < 5; round++) {
    const before = (await get('/status-lists/b')).headers.get('ETag')
    await get('/status-lists/b')
    await publishRound(accord.portal, { cover: true })
    await expect.poll(async () => (await get('/status-lists/b')).headers.get('ETag')).not.toBe(before)
  }
})

test('it is counted and logged like every other answer', async () => {
  await get('/status-lists/c')
  lines.length = 0
  await get('/status-lists/c')
  expect(lines).toEqual([expect.objectContaining({ method: 'GET', route: '/status-lists/:id', status: 200 })])
  const figures = await (await get('/metrics')).text()
  expect(figures).toMatch(
    /accord_http_request_seconds_count\{method="GET",route="\/status-lists\/:id",status="200"\} \d+/,
  )
})
