import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { wayInBuild } from '#tests/support/way-in-build.ts'

/** A portal whose database is away while it serves. */
let accord: TestPortal
let server: RunningServer

beforeAll(async () => {
  accord = await testPortal()
  const away = () => Promise.reject(new Error('the database is away'))
  const portal = { ...accord.portal, db: { ...accord.portal.db, as: away, alone: away } }
  server = await startServer(portal, { port: 0, host: '127.0.0.1', build: wayInBuild })
})
afterAll(async () => {
  await server.close()
  await accord.close()
})

const asNobody = { method: 'POST', headers: { Authorization: `Bearer ${'A'.repeat(43)}` } }

test('a machine is told by a problem document that something went wrong, and no more', async () => {
  const answer = await fetch(`${server.url}/api/v1/decisions`, asNobody)
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([500, 'application/problem+json'])
  expect(await answer.json()).toMatchObject({ type: 'http://127.0.0.1:3999/problems/something-went-wrong' })
})

test('an OAuth endpoint says so in its own words', async () => {
  const answer = await fetch(`${server.url}/oauth/introspect`, asNobody)
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { error: 'server_error', error_description: 'something-went-wrong' },
  ])
})

test('a wrong turn is still a wrong turn', async () => {
  expect((await fetch(`${server.url}/api/v1/nothing`)).status).toBe(404)
})

test('a person gets a page, not a document for machines', async () => {
  const answer = await fetch(`${server.url}/en/failing`)
  expect(answer.status).toBe(500)
  expect(answer.headers.get('Content-Type')).toMatch(/^text\/html/)
})

test('a load balancer is told that it is not ready', async () => {
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
})
