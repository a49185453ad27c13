import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, opened, problemOf, type Surface, send } from '#tests/api/as-node.ts'
import { aNode, aProgramme, REQUEST } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

/** Bodies that are too large, that lie about what they are, or that a reader could take in two ways. */

let accord: TestPortal
let surface: Surface
let token: string

const TEN_MEGABYTES = 10 * 2 ** 20
const ROUTES = [
  '/api/v1/enrolments',
  '/api/v1/consent-tokens',
  '/api/v1/decisions',
  '/api/v1/usage-reports',
  '/access/v1/evaluation',
  '/access/v1/evaluations',
]

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  const node = await aNode(accord, ['lung'])
  token = await bearer(surface, node, 'system/Consent.rs', 'accord/enrolments.write', 'accord/usage.write')
})
afterAll(() => accord.close())

describe.each(ROUTES)('%s', (path) => {
  test('refuses ten megabytes that say how large they are, without reading them', async () => {
    let read = false
    const body = new ReadableStream(
      {
        pull(controller) {
          read = true
          controller.enqueue(new Uint8Array(1))
          controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    const answer = await surface.request(path, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Content-Length': String(TEN_MEGABYTES),
      },
      body,
      duplex: 'half',
    })
    expect(answer.status).toBe(413)
    expect(await problemOf(answer)).toBe('body-too-large')
    expect(read).toBe(false)
  })

  test('refuses ten megabytes that do not say how large they are', async () => {
    const answer = await send(surface, path, token, `"${'x'.repeat(TEN_MEGABYTES)}"`)
    expect(answer.status).toBe(413)
  })

  test('does not read anything of somebody who is not let in', async () => {
    const answer = await send(surface, path, 'nobody', `"${'x'.repeat(TEN_MEGABYTES)}"`)
    expect(answer.status).toBe(401)
  })

  test.each([
    ['no JSON', '{"legal_basis":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['an empty object', '{}'],
    ['something very deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['a prototype', '{"__proto__":{"pseudonym":"x"},"constructor":{}}'],
    ['bytes that are no text', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
  ])('refuses %s', async (_, body) => {
    const answer = await surface.request(path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body,
    })
    expect([400, 422]).toContain(answer.status)
    expect(['request-invalid', 'usage-report-invalid']).toContain(await problemOf(answer))
  })

  test.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])(
    'refuses a body of %s',
    async (type) => {
      const answer = await send(surface, path, token, 'a=b', { 'Content-Type': type })
      expect(answer.status).toBe(415)
      expect(await problemOf(answer)).toBe('content-type-not-supported')
    },
  )
})

test('NUL and half characters are refused before the database sees them', async () => {
  const asked = { legal_basis: 'consent', programme: 'lung', ...REQUEST }
  for (const subject of ['a\0b', 'a\ud800b', '\udc00', 'a\ufffdb']) {
    expect((await send(surface, '/api/v1/decisions', token, { ...asked, subjects: [subject] })).status).toBe(400)
    expect((await send(surface, '/api/v1/consent-tokens', token, { ...asked, subjects: [subject] })).status).toBe(400)
  }
})

test('of a member that is written twice the last one counts, and it alone', async () => {
  const asked = { legal_basis: 'consent', ...REQUEST, subjects: ['somebody'] }
  const twice = (first: string, second: string) =>
    JSON.stringify({ ...asked, programme: first }).replace(/}$/, `,"programme":"${second}"}`)
  expect((await send(surface, '/api/v1/decisions', token, twice('unknown', 'lung'))).status).toBe(200)
  expect((await send(surface, '/api/v1/decisions', token, twice('lung', 'unknown'))).status).toBe(404)
})

test('text that could be SQL, a path or script is text', async () => {
  const asked = { legal_basis: 'consent', programme: 'lung', ...REQUEST }
  const subjects = [`'); drop table consents; --`, '{"a","b"}', '\\', '"', '../../etc/passwd', '<script>']
  const answer = await send(surface, '/api/v1/decisions', token, { ...asked, subjects })
  expect(await answer.json()).toMatchObject({ evaluated: 6, permitted: [] })
})
