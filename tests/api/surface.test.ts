import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SCOPES } from '#app/api/scopes.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
})
afterAll(() => accord.close())

type Operation = { security?: { accord?: string[] }[]; responses: Record<string, object>; requestBody?: object }
type Description = { openapi: string; paths: Record<string, Record<string, Operation>> }

async function described(): Promise<Description> {
  return (await (await surface.request('/api/openapi.json')).json()) as Description
}

async function operations() {
  const { paths } = await described()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
}

describe('the description', () => {
  test('is OpenAPI 3.1 and names every route of the machine surface', async () => {
    const { openapi, paths } = await described()
    expect(openapi).toBe('3.1.0')
    expect(Object.keys(paths).toSorted()).toEqual([
      '/.well-known/authzen-configuration',
      '/.well-known/jwks.json',
      '/.well-known/oauth-authorization-server',
      '/.well-known/smart-configuration',
      '/.well-known/ssf-configuration',
      '/access/v1/evaluation',
      '/access/v1/evaluations',
      '/api/v1/bundle',
      '/api/v1/consent-tokens',
      '/api/v1/decisions',
      '/api/v1/decisions/{decision_id}',
      '/api/v1/decisions/{decision_id}/explanations',
      '/api/v1/enrolments',
      '/api/v1/enrolments/{id}/corrections',
      '/api/v1/enrolments/{id}/invitations',
      '/api/v1/removal-tasks',
      '/api/v1/removal-tasks/{id}/outcome',
      '/api/v1/usage-reports',
      '/fhir/R4/AuditEvent',
      '/fhir/R4/Consent',
      '/fhir/R4/Consent/_search',
      '/fhir/R4/Consent/{id}',
      '/fhir/R4/metadata',
      '/oauth/introspect',
      '/oauth/token',
      '/ssf/poll',
      '/ssf/streams',
      '/ssf/streams/status',
      '/ssf/streams/verification',
      '/status-lists',
      '/status-lists/{id}',
    ])
  })

  test('says of every route for nodes which scope it asks for, and the route does ask for it', async () => {
    const guarded = (await operations()).filter(({ operation }) => operation.security)
    expect(guarded.length).toBeGreaterThanOrEqual(7)
    for (const { path, method, operation } of guarded) {
      const [scope] = operation.security?.[0]?.accord ?? []
      expect(Object.keys(SCOPES)).toContain(scope)
      const address = path.replace('{id}', '0b6f2f0e-6f0c-4a57-9c3e-0f3c1f1f7a11')
      const without = await surface.request(address, { method: method.toUpperCase() })
      expect([path, without.status]).toEqual([path, 401])
      expect(without.headers.get('WWW-Authenticate')).toBe('Bearer realm="accord"')

      const other = scope === 'accord/events.read' ? 'accord/usage.write' : 'accord/events.read'
      const token = await bearer(surface, node, other)
      const headers = { Authorization: `Bearer ${token}` }
      const wrong = await surface.request(address, { method: method.toUpperCase(), headers })
      expect([path, wrong.status]).toEqual([path, 403])
      expect(wrong.headers.get('WWW-Authenticate')).toBe(
        `Bearer realm="accord", error="insufficient_scope", scope="${scope}"`,
      )
    }
  })

  test('leaves nothing open but discovery, the status lists and the token endpoint', async () => {
    const open = (await operations()).filter(({ operation }) => !operation.security).map(({ path }) => path)
    expect(open.every((path) => /^\/(\.well-known|status-lists|fhir\/R4\/metadata$|oauth\/token$)/.test(path))).toBe(
      true,
    )
  })

  test('can be read as a page that loads nothing from elsewhere', async () => {
    const page = await surface.request('/api/docs')
    const html = await page.text()
    expect(page.headers.get('Content-Security-Policy')).toContain(`default-src 'none'`)
    expect(html).not.toMatch(/https?:\/\//)
    for (const [, address = ''] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect([address, (await surface.request(address)).status]).toEqual([address, 200])
    }
    expect((await surface.request('/api/docs/package.json')).status).toBe(404)
    expect((await surface.request('/api/docs/..%2fpackage.json')).status).toBe(404)
  })
})

describe('the machine surface', () => {
  test.each(['/api', '/api/', '/api/v1', '/api/v1/nothing', '/api/v2/decisions', '/access/v1/search/subject'])(
    'has nothing at %s',
    async (path) => {
      const answer = await surface.request(path)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
      expect(await problemOf(answer)).toBe('resource-not-found')
    },
  )

  test.each([
    ['GET', '/api/v1/decisions', 'POST'],
    ['DELETE', '/api/v1/enrolments', 'POST, GET, HEAD'],
    ['POST', '/status-lists/a', 'GET, HEAD'],
    ['PUT', '/.well-known/jwks.json', 'GET, HEAD'],
  ])('does not answer %s %s, and says what it answers', async (method, path, allow) => {
    const answer = await surface.request(path, { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('Allow')).toBe(allow)
  })

  test('names the token endpoint’s wrong method in OAuth’s own words', async () => {
    const answer = await surface.request('/oauth/token')
    expect(answer.status).toBe(405)
    expect(await answer.json()).toEqual({ error: 'invalid_request', error_description: 'method-not-allowed' })
  })

  test('leaves every other address to the pages', async () => {
    const app = new Hono()
    app.route('/', surface)
    app.get('/sl', (c) => c.text('dobrodošli'))
    app.get('/broken', () => {
      throw new Error('a page failed')
    })
    app.onError((_, c) => c.text('a page failed', 500))
    expect(await (await app.request('/sl')).text()).toBe('dobrodošli')
    expect(await (await app.request('/broken')).text()).toBe('a page failed')
    expect((await app.request('/api/v1/nothing')).headers.get('Content-Type')).toBe('application/problem+json')
  })

  test('says nothing of what went wrong inside', async () => {
    const broken = await testPortal()
    const app = await opened(broken)
    await broken.close()
    const answer = await send(app, '/api/v1/decisions', 'a-token', {})
    expect(answer.status).toBe(500)
    expect(await answer.json()).toEqual({
      type: 'http://127.0.0.1:3999/problems/something-went-wrong',
      title: expect.any(String),
      status: 500,
      detail: 'This is our mistake; the request may be sent again.',
    })
  })
})
