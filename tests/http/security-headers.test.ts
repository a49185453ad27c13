import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { wayInBuild } from '#tests/support/way-in-build.ts'

let accord: TestPortal
let server: RunningServer

beforeAll(async () => {
  accord = await testPortal({ url: 'https://portal.example' })
  server = await startServer(accord.portal, { port: 0, host: '127.0.0.1', build: wayInBuild })
})
afterAll(async () => {
  await server.close()
  await accord.close()
})

const headersOf = async (path: string, init: RequestInit = {}) => (await fetch(server.url + path, init)).headers

test.each([
  ['a page', '/en', {}],
  ['a page that fails', '/en/failing', {}],
  ['what nobody answers', '/en/nothing', {}],
  ['a redirect', '/', { redirect: 'manual' as const }],
  ['a document for machines', '/.well-known/jwks.json', {}],
  ['a refusal of the machine surface', '/api/v1/decisions', { method: 'POST' }],
  ['a wrong turn on the machine surface', '/api/v1/decisions', {}],
])('%s stays private, in place and on https', async (_, path, init) => {
  const headers = await headersOf(path, init)
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('X-Frame-Options')).toBe('DENY')
  expect(headers.get('Referrer-Policy')).toBe('same-origin')
  expect(headers.get('Permissions-Policy')).toContain('geolocation=()')
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(headers.get('Strict-Transport-Security')).toBe('max-age=63072000; includeSubDomains')
})

test('what says nothing about caching is not cached, and what does is believed', async () => {
  expect((await headersOf('/healthz')).get('Cache-Control')).toBe('no-store')
  expect((await headersOf('/.well-known/jwks.json')).get('Cache-Control')).toMatch(/^public, max-age=\d+$/)
})

test('a policy of its own takes the place of the general one, and does not stand beside it', async () => {
  const policy = (await headersOf('/api/docs')).get('Content-Security-Policy') ?? ''
  expect(policy).toContain('script-src')
  expect(policy.match(/default-src/g)).toHaveLength(1)
})
