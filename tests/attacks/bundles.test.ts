import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bundleName } from '#app/crypto/bundle-name.server.ts'
import { nodes } from '#db/schema/index.ts'
import { bearer, opened, problemOf, type Surface } from '#tests/api/as-node.ts'
import { askForBundle, subjectsIn } from '#tests/api/bundle.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { heard } from '#tests/support/heard.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

/** What nobody gets from the bundle: with row-level security, and with the queries alone. */

let accord: TestPortal
let surface: Surface
let ours: TestNode
let theirs: TestNode
let token: string

async function begin(layers: string): Promise<void> {
  accord = await testPortal()
  const { portal, owner } = accord
  surface = await opened(layers === 'both layers' ? accord : { ...accord, portal: { ...portal, db: owner } })
  await aProgramme(accord)
}

/** One person at each of two hospitals, both of whom said yes. */
async function twoHospitals(): Promise<void> {
  ours = await aNode(accord, ['lung'])
  theirs = await aNode(accord, ['lung'])
  for (const { organisationId } of [ours, theirs]) {
    await answers(accord, await aContributor(accord, organisationId), 'yes')
  }
  token = await bearer(surface, ours)
}

describe.each(['both layers', 'the queries alone'])('by %s, a node', (layers) => {
  beforeAll(() => begin(layers))
  afterAll(() => accord.close())
  beforeEach(twoHospitals)

  test("is given its own hospital's people and never another's", async () => {
    const mine = await askForBundle(surface, token)
    const others = await askForBundle(surface, await bearer(surface, theirs))
    expect(subjectsIn(mine.claims)).toHaveLength(1)
    expect(subjectsIn(others.claims)).toHaveLength(1)
    expect(subjectsIn(mine.claims)).not.toEqual(subjectsIn(others.claims))
    expect(mine.claims.aud).toBe(ours.clientId)
  })

  test("is given no tokens of its sister's at the same hospital", async () => {
    const sister = await aNode(accord, ['lung'])
    await accord.owner.as('public', (tx) =>
      tx.update(nodes).set({ organisationId: ours.organisationId }).where(eq(nodes.id, sister.id)),
    )
    const mine = await askForBundle(surface, token)
    const hers = await askForBundle(surface, await bearer(surface, sister))
    expect(subjectsIn(mine.claims)).toEqual(subjectsIn(hers.claims))
    const compact = (answer: typeof mine) => answer.claims.consent_tokens[0]?.tokens[0]?.consent_token
    expect(compact(mine)).not.toBe(compact(hers))
  })

  test("that names another node's bundle is given the whole, as if it had named nothing", async () => {
    const others = await askForBundle(surface, await bearer(surface, theirs))
    const { claims } = await askForBundle(surface, token, { since: others.etag })
    expect(claims.base).toBeNull()
    expect(subjectsIn(claims)).toHaveLength(1)
    expect((await askForBundle(surface, token, { unless: others.etag })).status).toBe(200)
  })

  test('cannot make the portal leave tokens out by a name that it made up', async () => {
    const { claims } = await askForBundle(surface, token)
    const [body = '', seal = ''] = claims.jti.split('.')
    const said = JSON.parse(Buffer.from(body, 'base64url').toString())
    const encoded = (state: object) => Buffer.from(JSON.stringify(state)).toString('base64url')
    const made = [
      `${encoded({ ...said, cursor: said.cursor + 1000 })}.${seal}`,
      `${encoded({ ...said, lists: {} })}.${seal}`,
      bundleName(Buffer.alloc(32), ours.id, said),
      ...[body, `${body}.`, `.${seal}`, `${body}.${seal}.${seal}`, `${claims.jti}=`, '.', '', '*', 'x'.repeat(8000)],
    ]
    for (const since of made) {
      const answer = await askForBundle(surface, token, { since, unless: since })
      expect([since.slice(0, 40), answer.status, answer.claims.base]).toEqual([since.slice(0, 40), 200, null])
      expect(subjectsIn(answer.claims)).toHaveLength(1)
      expect(Object.keys(answer.claims.status_lists).length).toBeGreaterThan(0)
    }
  })

  test('is given the whole where the portal was restored to before it gave that bundle', async () => {
    const { etag } = await askForBundle(surface, token)
    await accord.owner.as('public', (tx) => tx.update(nodes).set({ tokenCursor: 0 }).where(eq(nodes.id, ours.id)))
    const { claims } = await askForBundle(surface, token, { since: etag })
    expect(claims.base).toBeNull()
    expect(subjectsIn(claims)).toHaveLength(1)
  })

  test.each(['suspended', 'decommissioned'] as const)('that is %s is given nothing', async (status) => {
    const { etag } = await askForBundle(surface, token)
    await accord.owner.as('public', (tx) => tx.update(nodes).set({ status }).where(eq(nodes.id, ours.id)))
    await heard(accord)
    for (const asked of [{}, { since: etag }, { unless: etag }]) {
      const answer = await askForBundle(surface, token, asked)
      expect([answer.status, answer.etag]).toEqual([401, ''])
      expect(answer.jwt).toContain('access-token-invalid')
    }
  })

  test('whose token is for something else is given nothing', async () => {
    const other = await bearer(surface, ours, 'accord/usage.write', 'accord/events.read')
    const answer = await surface.request('/api/v1/bundle', { headers: { Authorization: `Bearer ${other}` } })
    expect(answer.status).toBe(403)
    expect(await problemOf(answer)).toBe('scope-insufficient')
  })

  test('that takes part in nothing learns keys and lists, and of nobody', async () => {
    const outsider = await aNode(accord, [])
    const { status, claims } = await askForBundle(surface, await bearer(surface, outsider))
    expect(status).toBe(200)
    expect(claims.consent_tokens).toEqual([])
  })

  test('whose question is too long is refused', async () => {
    expect((await askForBundle(surface, token, { since: 'x'.repeat(8193) })).status).toBe(400)
  })
})

test('nobody is given a bundle without an access token', async () => {
  accord = await testPortal()
  surface = await opened(accord)
  const answer = await surface.request('/api/v1/bundle')
  expect(answer.status).toBe(401)
  expect(await problemOf(answer)).toBe('access-token-required')
  await accord.close()
})
