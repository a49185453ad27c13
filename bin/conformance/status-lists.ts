import assert from 'node:assert/strict'
import { verifiedStatusList } from '#gate/status-list-token.ts'
import type { Expectation } from './expectation.ts'
import { type Answer, jsonOf, type PortalUnderTest } from './portal-under-test.ts'

const TYPE = 'application/statuslist+jwt'

/** The lists that say which tokens were taken back. */
export function statusLists(portal: PortalUnderTest): Expectation[] {
  const eachList = async (look: (answer: Answer, uri: string) => Promise<void> | void) => {
    for (const uri of await listedUris(portal)) {
      await look(await portal.ask(uri, { headers: { Accept: TYPE, Origin: 'https://elsewhere.example' } }), uri)
    }
  }
  return [
    {
      name: 'the aggregation names lists of this portal',
      rule: 'Token Status List §9',
      async holds() {
        const uris = await listedUris(portal)
        assert(uris.length > 0, 'there is no list')
        assert(
          uris.every((uri) => uri.startsWith(`${portal.url}/`)),
          'a list lies elsewhere',
        )
      },
    },
    {
      name: 'each list verifies: typ, key, sub, iat, exp, and it decodes',
      rule: 'Token Status List §5.1, §8.3',
      holds: () =>
        eachList(async (answer, uri) => {
          assert.equal(answer.status, 200)
          assert.equal(answer.headers.get('Content-Type'), TYPE)
          const trusted = { uri, issuer: portal.url, keys: await portal.keys() }
          const list = await verifiedStatusList(answer.text, trusted, new Date())
          assert(list.ttl > 0 && list.ttl <= 3600, `ttl is ${list.ttl}`)
          assert(list.exp - list.iat <= 7 * 86_400, 'it is good for more than a week')
        }),
    },
    {
      name: 'a list is kept no longer than its ttl',
      rule: 'Token Status List §13.7',
      holds: () =>
        eachList(async (answer) => {
          const { ttl } = await portal.signed(answer.text, 'statuslist+jwt')
          const [, age] = /max-age=(\d+)/.exec(answer.headers.get('Cache-Control') ?? '') ?? []
          assert(age !== undefined && Number(age) <= Number(ttl), 'max-age is not within ttl')
        }),
    },
    {
      name: 'a list that is held already is not sent again',
      rule: 'RFC 9110 §13.1.2, §8.8.3',
      holds: () =>
        eachList(async ({ headers }, uri) => {
          const etag = headers.get('ETag') ?? ''
          assert.match(etag, /^"[^"]+"$/, 'there is no strong ETag')
          const again = await portal.ask(uri, { headers: { Accept: TYPE, 'If-None-Match': etag } })
          assert(again.status === 304 || again.headers.get('ETag') !== etag, `it answered ${again.status}`)
          assert(again.status !== 304 || again.text === '', 'a 304 with a body')
        }),
    },
    {
      name: 'lists may be read from anywhere',
      rule: 'Token Status List §8.1',
      holds: () =>
        eachList(({ headers }) =>
          assert.equal(headers.get('Access-Control-Allow-Origin'), '*', 'CORS does not allow it'),
        ),
    },
  ]
}

async function listedUris({ ask }: PortalUnderTest): Promise<string[]> {
  const { status_lists } = jsonOf(await ask('/status-lists', { headers: { Accept: 'application/json' } }))
  assert(Array.isArray(status_lists), 'status_lists is not a list')
  return status_lists
}
