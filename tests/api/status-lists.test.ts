import { eq, sql } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { api } from '#app/api/index.ts'
import { publishRound } from '#app/services/publish-round.server.ts'
import { publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { statusLists } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'

let accord: TestPortal
let surface: Surface

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
})
afterAll(() => accord.close())

const get = (path: string, headers: Record<string, string> = {}) => surface.request(path, { headers })

test('every list is named in one place', async () => {
  const answer = await get('/status-lists')
  expect(await answer.json()).toEqual({
    status_lists: ['a', 'b', 'c', 'd'].map((id) => `${accord.portal.settings.url}/status-lists/${id}`),
  })
})

test('a list is a signed token that names itself, for anyone and for a minute', async () => {
  const answer = await get('/status-lists/a', { Accept: 'application/statuslist+jwt' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Content-Type')).toBe('application/statuslist+jwt')
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=60')
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
  expect(decodeJwt(await answer.text())).toMatchObject({ sub: `${accord.portal.settings.url}/status-lists/a`, ttl: 60 })
})

test('a list that is known already is not sent again', async () => {
  const etag = (await get('/status-lists/a')).headers.get('ETag') ?? ''
  expect(etag).toMatch(/^"[\w-]+"$/)
  const again = await get('/status-lists/a', { 'If-None-Match': etag })
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
  expect((await get('/status-lists/a', { 'If-None-Match': '"another"' })).status).toBe(200)
})

test('a page of any origin may read the lists, ask for them first, and learn why it was refused', async () => {
  for (const path of ['/status-lists', '/status-lists/a', '/status-lists/zzz', '/status-lists/a?time=1']) {
    expect((await get(path)).headers.get('Access-Control-Allow-Origin')).toBe('*')
    const asking = { Origin: 'https://gate.example', 'Access-Control-Request-Method': 'GET' }
    const preflight = await surface.request(path, { method: 'OPTIONS', headers: asking })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('*')
  }
})

test('what a list said before is not to be had', async () => {
  const answer = await get('/status-lists/a?time=1686925000')
  expect(answer.status).toBe(501)
  expect(await problemOf(answer)).toBe('status-history-not-offered')
})

test('a list is given as it is as soon as it is published, and read from memory until then', async () => {
  const { portal, owner } = accord
  await expect.poll(() => portal.changes.areFresh()).toBe(true)
  await get('/status-lists/b')
  const before = (await get('/status-lists/b')).headers.get('ETag')
  const reads = vi.spyOn(portal.db, 'as')
  expect((await get('/status-lists/b')).headers.get('ETag')).toBe(before)
  expect(reads).not.toHaveBeenCalled()
  reads.mockRestore()
  await publishRound(portal, { cover: true })
  await expect.poll(async () => (await get('/status-lists/b')).headers.get('ETag')).not.toBe(before)
  const [row] = await owner.as('public', (tx) => tx.select().from(statusLists).where(eq(statusLists.id, 'b')))
  expect(await (await get('/status-lists/b')).text()).toBe(row?.jwt)
})

test('an instance that may have missed a publication asks the database, once a second', async () => {
  const { portal } = accord
  const deaf = api({ ...portal, changes: { ...portal.changes, on: () => {}, areFresh: () => false } })
  const etag = async () => (await deaf.request('/status-lists/c')).headers.get('ETag')
  accord.setTime(new Date())
  const before = await etag()
  await publishRound(portal, { cover: true })
  const start = portal.clock.now().getTime()
  accord.setTime(new Date(start + 999))
  expect(await etag()).toBe(before)
  accord.setTime(new Date(start + 1000))
  expect(await etag()).not.toBe(before)
  accord.setTime(null)
})

test.each([
  ['lung', 'application/json'],
  ['breast', 'application/x-ndjson'],
])(
  'no %s token is issued while no list is published; asked for as %s, the answer says when to ask again',
  async (programme, Accept) => {
    await aProgramme(accord, programme)
    const node = await aNode(accord, [programme])
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes', { programmeId: programme, formId: `${programme}-1` })
    const token = await bearer(surface, node)
    const ask = () => send(surface, '/api/v1/consent-tokens', token, { legal_basis: 'consent', programme }, { Accept })
    const unpublished = sql`update status_lists set published_at = now() - interval '2 minutes'`
    await accord.owner.as('public', (tx) => tx.execute(unpublished))

    const answer = await ask()
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toBe('30')
    expect(await problemOf(answer)).toBe('status-list-not-published')
    await publishStatusLists(accord.portal)
    expect((await ask()).status).toBe(200)
  },
)

test.each(['zzz', 'A', '%00', '..%2f..'])('there is no list %s', async (id) => {
  const answer = await get(`/status-lists/${id}`)
  expect([400, 404]).toContain(answer.status)
  expect(['status-list-not-found', 'request-invalid']).toContain(await problemOf(answer))
})
