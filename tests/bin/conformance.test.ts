import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { freePort } from '#db/embedded/free-port.server.ts'
import { opened } from '#tests/api/as-node.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { conformance } from '../../bin/conformance/conformance.ts'
import type { Asker } from '../../bin/conformance/portal-under-test.ts'

type Answering = (request: Request, ask: (request: Request) => Promise<Response>) => Promise<Response>

let accord: TestPortal
let url: string
let nodes: Asker[]
let server: ReturnType<typeof createAdaptorServer>
let answering: Answering

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  accord = await testPortal({ url })
  const surface = await opened(accord)
  await aProgramme(accord)
  const [one, two] = [await aNode(accord, ['lung']), await aNode(accord, ['lung'])]
  nodes = [one, two].map(({ clientId, privateJwk }) => {
    return { client_id: clientId, private_jwk: privateJwk, programmes: ['lung'] }
  })
  await answers(accord, await aContributor(accord, one.organisationId), 'yes')
  await answers(accord, await aContributor(accord, one.organisationId), 'yes')
  await publishStatusLists(accord.portal)
  const ask = async (request: Request) => surface.fetch(request)
  server = createAdaptorServer({ fetch: (request) => answering(request, ask) })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
})
beforeEach(() => {
  answering = (request, ask) => ask(request)
})
afterAll(async () => {
  server?.close()
  await accord?.close()
})

/** What is found wrong, by name. */
async function complaints(): Promise<string[]> {
  const found = await conformance({ url, nodes })
  return found.filter(({ complaint }) => complaint !== null).map(({ name, complaint }) => `${name}: ${complaint}`)
}

/** The portal as it is, but for the answers to one path. */
function spoiled(path: string, spoil: (answer: Response, request: Request) => Promise<Response> | Response): void {
  answering = async (request, ask) => {
    const copy = request.clone()
    const answer = await ask(request)
    return new URL(request.url).pathname.startsWith(path) ? spoil(answer, copy) : answer
  }
}

function withHeader({ status, body, headers }: Response, name: string, value: string | null): Response {
  const changed = new Headers(headers)
  changed.delete(name)
  if (value !== null) changed.set(name, value)
  return new Response(body, { status, headers: changed })
}

async function withJson(answer: Response, change: (body: Record<string, unknown>) => unknown): Promise<Response> {
  const body = change((await answer.json()) as Record<string, unknown>)
  return Response.json(body, { status: answer.status, headers: answer.headers })
}

test('the portal keeps everything that it promises to nodes', async () => {
  const found = await conformance({ url, nodes })
  expect(found.filter(({ complaint }) => complaint !== null)).toEqual([])
  expect(found.length).toBeGreaterThan(55)
})

describe('a hospital is told of a portal that', () => {
  test('names no purpose with its keys', async () => {
    spoiled('/.well-known/jwks.json', (answer) =>
      withJson(answer, ({ keys, ...rest }) => ({
        ...rest,
        keys: (keys as object[]).map((key) => ({ ...key, accord_typ: undefined })),
      })),
    )
    expect(await complaints()).toEqual(
      expect.arrayContaining([expect.stringContaining('each key says the one type that it is for')]),
    )
  })

  test('accepts every assertion', async () => {
    spoiled('/oauth/token', () =>
      Response.json({
        access_token: 'a'.repeat(43),
        token_type: 'bearer',
        expires_in: 300,
        scope: 'system/Consent.rs',
      }),
    )
    expect(await complaints()).toEqual(
      expect.arrayContaining([
        expect.stringContaining('an assertion is good once'),
        expect.stringContaining('an assertion of alg none opens nothing'),
        expect.stringContaining("an assertion under another node's key opens nothing"),
        expect.stringContaining('an assertion good for an hour opens nothing'),
      ]),
    )
  })

  test('lets access tokens be kept by a proxy', async () => {
    spoiled('/oauth/token', (answer) => withHeader(answer, 'Cache-Control', null))
    expect(await complaints()).toEqual([expect.stringContaining('a good assertion gets a bearer token')])
  })

  test('sends its lists again and again, and keeps them from browsers', async () => {
    spoiled('/status-lists/', (answer) =>
      withHeader(withHeader(answer, 'ETag', null), 'Access-Control-Allow-Origin', null),
    )
    expect(await complaints()).toEqual([
      expect.stringContaining('a list that is held already is not sent again'),
      expect.stringContaining('lists may be read from anywhere'),
    ])
  })

  test('answers with the list of another address', async () => {
    answering = (request, ask) => {
      const { pathname } = new URL(request.url)
      return ask(pathname === '/status-lists/b' ? new Request(`${url}/status-lists/a`, request) : request)
    }
    expect(await complaints()).toEqual(expect.arrayContaining([expect.stringContaining('each list verifies')]))
  })

  test('says of an inactive token more than that', async () => {
    spoiled('/oauth/introspect', (answer) =>
      answer.headers.get('Content-Type')?.startsWith('application/json')
        ? withJson(answer, (body) => (body.active === false ? { ...body, reason: 'revoked' } : body))
        : answer,
    )
    expect((await complaints()).filter((one) => one.includes('{"active":false}'))).toHaveLength(4)
  })

  test('permits whomever it is asked about', async () => {
    spoiled('/api/v1/decisions', async (answer, request) => {
      if (answer.status !== 200 || answer.headers.get('Content-Type') !== 'application/json') return answer
      const { subjects } = (await request.json()) as { subjects: string[] }
      return withJson(answer, (body) => ({ ...body, permitted: subjects }))
    })
    expect(await complaints()).toEqual([
      expect.stringContaining('who is unknown is absent'),
      expect.stringContaining("a neighbour is told nothing about another hospital's patient"),
    ])
  })

  test('evaluates whatever it is asked to true', async () => {
    spoiled('/access/v1/evaluation', (answer) => withJson(answer, () => ({ decision: true })))
    expect(await complaints()).toEqual([
      expect.stringContaining('nobody, a neighbour and an unknown word evaluate to false alike'),
      expect.stringContaining('several questions are answered in their order'),
    ])
  })

  test('counts over FHIR what it does not show', async () => {
    spoiled('/fhir/R4/Consent/_search', (answer) =>
      withJson(answer, (body) => ({ ...body, total: Math.max(1, Number(body.total)) })),
    )
    expect(await complaints()).toEqual([expect.stringContaining('are found alike: not at all')])
  })

  test('shows over FHIR a consent that permits everything that it does not name', async () => {
    spoiled('/fhir/R4/Consent/_search', async (answer) => {
      const text = (await answer.text()).replaceAll('"type":"deny"', '"type":"permit"')
      return new Response(text, { status: answer.status, headers: answer.headers })
    })
    expect(await complaints()).toEqual([expect.stringContaining('denied but for its provisions')])
  })

  test('forgets an event once it has sent it', async () => {
    let polls = 0
    spoiled('/ssf/poll', (answer) => (polls++ % 2 ? withJson(answer, (body) => ({ ...body, sets: {} })) : answer))
    expect(await complaints()).toEqual(
      expect.arrayContaining([expect.stringContaining('what is not acknowledged comes again')]),
    )
  })

  test('hands a neighbour the events of another node', async () => {
    let first: Record<string, unknown> = {}
    spoiled('/ssf/poll', (answer) =>
      withJson(answer, ({ sets, ...rest }) => {
        if (Object.keys(first).length === 0) first = sets as Record<string, unknown>
        return { ...rest, sets: first }
      }),
    )
    expect(await complaints()).toEqual([expect.stringContaining('a neighbour can neither see nor acknowledge')])
  })

  test('gives everybody the bundle that somebody asked for first, and no other', async () => {
    let first: Promise<{ status: number; text: string; headers: Headers }> | null = null
    spoiled('/api/v1/bundle', async (answer) => {
      if (answer.status !== 200) return answer
      first ??= answer.text().then((text) => ({ status: 200, text, headers: answer.headers }))
      const { text, ...rest } = await first
      return new Response(text, rest)
    })
    expect(await complaints()).toEqual([
      expect.stringContaining('a neighbour finds nobody of this hospital in its own'),
      expect.stringContaining("a name that is made up, or a neighbour's, leaves nothing out"),
    ])
  })

  test('refuses in pages instead of problem documents', async () => {
    spoiled('/api/', (answer) => (answer.status >= 400 ? new Response('no', { status: answer.status }) : answer))
    expect((await complaints()).length).toBeGreaterThanOrEqual(8)
  })

  test('is not there', async () => {
    const nobody = await conformance({ url: `http://127.0.0.1:${await freePort()}`, nodes })
    expect(nobody.every(({ complaint }) => complaint !== null)).toBe(true)
  })
})
