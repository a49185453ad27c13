import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { opened, problemOf, type Surface } from './as-node.ts'

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

test.each(['zzz', 'A', '%00', '..%2f..'])('there is no list %s', async (id) => {
  const answer = await get(`/status-lists/${id}`)
  expect([400, 404]).toContain(answer.status)
  expect(['status-list-not-found', 'request-invalid']).toContain(await problemOf(answer))
})
