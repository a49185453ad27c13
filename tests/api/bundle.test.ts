import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MOST_TOKENS } from '#app/domain/token/bundle-page.ts'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { accessTokens, keys, nodeProgrammes, statusLists } from '#db/schema/index.ts'
import { verifiedPayload } from '#gate/compact-jws.ts'
import { heldStatusLists } from '#gate/status-lists.ts'
import { issuerKeys, type Trust } from '#gate/trust.ts'
import { verifyConsentToken } from '#gate/verify-consent-token.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  REQUEST,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, type Surface } from './as-node.ts'
import { type Answered, askForBundle, subjectsIn } from './bundle.ts'
import { manyPeople } from './many-people.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
})
afterAll(() => accord.close())
beforeEach(async () => {
  accord.setTime(null)
  await publishStatusLists(accord.portal)
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node)
})

const asks = (asked: Parameters<typeof askForBundle>[2] = {}): Promise<Answered> => askForBundle(surface, token, asked)

async function aPersonWho(answer: 'yes' | 'no'): Promise<TestContributor> {
  const person = await aContributor(accord, node.organisationId)
  await answers(accord, person, answer)
  return person
}

function withdraws({ id }: TestContributor) {
  return withdrawConsent(accord.portal, { contributorId: id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT })
}

/** What a gate that has nothing but this bundle would rely on. */
async function trustIn({ iss, aud, iat, keys, revoked_kids, status_lists }: Answered['claims']): Promise<Trust> {
  const imported = await issuerKeys({ keys, revoked_kids })
  const lists = Object.entries(status_lists).map(([uri, token]) => [
    uri,
    { token, fetched_at: iat, newest_iat: iat - 60 },
  ])
  const freshness = { issuer: iss, keys: imported, freshness: 'exp' as const }
  return {
    issuer: iss,
    audience: aud,
    keys: imported,
    statusLists: heldStatusLists(Object.fromEntries(lists), freshness),
  }
}

describe('a hospital that asks for everything', () => {
  test('is given one signed document, by the key that is for bundles alone', async () => {
    const { status, jwt, claims, headers, etag } = await asks()
    expect(status).toBe(200)
    expect(headers.get('Content-Type')).toBe('application/bundle+jwt')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(etag).toBe(`"${claims.jti}"`)
    const published = await (await surface.request('/.well-known/jwks.json')).json()
    const payload = await verifiedPayload(jwt, {
      typ: 'bundle+jwt',
      keys: await issuerKeys(published as { keys: object[] }),
      maxBytes: 2 ** 24,
    })
    expect(payload).toMatchObject({
      iss: accord.portal.settings.url,
      aud: node.clientId,
      base: null,
      more: false,
      version: 1,
      exp: claims.iat + 86_400,
      policy: { ttl: 60, offline: 86_400, clock_skew: 60 },
      ...(published as object),
    })
  })

  test('finds in it all that its gate needs to permit, cut off from everything', async () => {
    const anna = await aPersonWho('yes')
    await aPersonWho('no')
    const { claims } = await asks()
    expect(subjectsIn(claims)).toEqual([anna.pseudonym])
    const request = { legal_basis: 'consent' as const, programme: 'lung', ...REQUEST }
    const [lung] = claims.consent_tokens
    const verdict = await verifyConsentToken(
      lung?.tokens[0]?.consent_token ?? '',
      await trustIn(claims),
      request,
      new Date(),
    )
    expect(verdict).toMatchObject({ outcome: 'permit', subject: anna.pseudonym })
  })

  test('finds each programme and each data use that it takes part in, and no other', async () => {
    const use = await aDataUse(accord, 'lung')
    await aDataUse(accord, 'lung', { status: 'suspended' })
    await aDataUse(accord, 'lung', { legalBasis: 'consent' })
    const elsewhere = await aDataUse(accord, 'breast')
    const bor = await aContributor(accord, node.organisationId)
    await preferAltruism(accord.portal, {
      contributorId: bor.id,
      mode: 'include-me',
      choices: CHOICES,
      snapshot: SNAPSHOT,
    })
    const { consent_tokens } = (await asks()).claims
    expect(consent_tokens.find((one) => 'programme' in one)).toEqual({
      legal_basis: 'consent',
      programme: 'lung',
      tokens: [],
    })
    const uses = consent_tokens.flatMap((one) => ('data_use' in one ? [one] : []))
    expect(uses.find(({ data_use }) => data_use === use.id)?.tokens.map(({ subject }) => subject)).toEqual([
      bor.pseudonym,
    ])
    expect(uses.map(({ data_use }) => data_use)).not.toContain(elsewhere.id)
    expect(consent_tokens.filter((one) => 'programme' in one)).toHaveLength(1)
  })

  test('is told nothing about who refused, withdrew or was never asked', async () => {
    const [refuser, leaver] = [await aPersonWho('no'), await aPersonWho('yes')]
    const silent = await aContributor(accord, node.organisationId)
    await asks()
    await withdraws(leaver)
    const { jwt, claims } = await asks()
    expect(subjectsIn(claims)).toEqual([])
    const text = Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()
    for (const { pseudonym } of [refuser, leaver, silent]) expect(text).not.toContain(pseudonym)
    expect(text).not.toMatch(/refus|withdr|reason|object/)
  })

  test('learns of revoked keys', async () => {
    const kid = 'a-key-of-old'
    await accord.owner.as('public', (tx) =>
      tx.insert(keys).values({
        kid,
        purpose: 'consent+jwt',
        publicJwk: { kid },
        activeFrom: new Date(),
        revokedAt: new Date(),
      }),
    )
    expect((await asks()).claims.revoked_kids).toEqual([kid])
  })
})

describe('a hospital that has a bundle', () => {
  test('is given only what came since, in a document that names what it adds to', async () => {
    await aPersonWho('yes')
    const first = await asks()
    const anna = await aPersonWho('yes')
    const second = await asks({ since: first.etag })
    expect(second.claims).toMatchObject({ base: first.claims.jti, status_lists: {}, more: false })
    expect(subjectsIn(second.claims)).toEqual([anna.pseudonym])
    expect(second.claims.keys).toEqual(first.claims.keys)
    expect(second.claims.iat).toBeGreaterThanOrEqual(first.claims.iat)
  })

  test.each([
    ['as it stands in the header', (etag: string) => etag],
    ['without quotes', (etag: string) => etag.replaceAll('"', '')],
    ['made weak by a proxy', (etag: string) => `W/${etag}`],
  ])('may name it %s', async (_, written) => {
    const { etag, claims } = await asks()
    expect((await asks({ since: written(etag) })).claims.base).toBe(claims.jti)
  })

  test('is sent the lists again once they changed', async () => {
    const leaver = await aPersonWho('yes')
    const first = await asks()
    await withdraws(leaver)
    accord.setTime(new Date(Date.now() + 2000))
    await publishStatusLists(accord.portal)
    const { claims } = await asks({ since: first.etag })
    expect(Object.keys(claims.status_lists).length).toBeGreaterThanOrEqual(1)
    for (const [uri, list] of Object.entries(claims.status_lists)) expect(list).not.toBe(first.claims.status_lists[uri])
    expect((await asks({ since: `"${claims.jti}"` })).claims.status_lists).toEqual({})
  })

  test('is told that nothing changed, where it asks so', async () => {
    const { etag } = await asks()
    expect(await asks({ unless: etag })).toMatchObject({ status: 304, etag, jwt: '' })
    expect(await asks({ since: etag, unless: `"another", W/${etag}` })).toMatchObject({ status: 304, jwt: '' })
    await aPersonWho('yes')
    expect(await asks({ unless: etag })).toMatchObject({ status: 200 })
  })

  test('is signed a new one while nothing changed, rather than left with one that ends', async () => {
    const later = new Date(Date.now() + 43_300_000)
    await accord.owner.as('public', (tx) => tx.update(accessTokens).set({ expiresAt: new Date(later.getTime() + 1) }))
    const { etag } = await asks()
    await accord.owner.as('public', (tx) => tx.update(statusLists).set({ publishedAt: later }))
    accord.setTime(later)
    expect((await asks({ unless: etag })).status).toBe(200)
  })

  test('is not told that its lists are as they are now while nobody publishes any', async () => {
    const { etag } = await asks()
    await accord.owner.as('public', (tx) => tx.update(statusLists).set({ publishedAt: new Date(Date.now() - 121_000) }))
    for (const asked of [{}, { since: etag }, { unless: etag }]) {
      expect(await asks(asked)).toMatchObject({ status: 503, etag: '' })
    }
    await publishStatusLists(accord.portal)
    expect((await asks({ since: etag })).status).toBe(200)
  })

  test('is given no list that was taken out of use, and is given the whole for it', async () => {
    const { etag, claims } = await asks()
    const [uri = ''] = Object.keys(claims.status_lists)
    const id = uri.split('/').at(-1) ?? ''
    const retire = (retiredAt: Date | null) =>
      accord.owner.as('public', (tx) => tx.update(statusLists).set({ retiredAt }).where(eq(statusLists.id, id)))
    await retire(new Date())
    const later = await asks({ since: etag })
    await retire(null)
    expect(later.claims.base).toBeNull()
    expect(Object.keys(later.claims.status_lists)).toEqual(
      Object.keys(claims.status_lists).filter((one) => one !== uri),
    )
  })

  test('is given the whole anew where it takes part in another programme', async () => {
    const anna = await aPersonWho('yes')
    const { etag } = await asks()
    await accord.owner.as('public', (tx) =>
      tx.insert(nodeProgrammes).values({ nodeId: node.id, programmeId: 'breast' }),
    )
    const { claims } = await asks({ since: etag })
    expect(claims.base).toBeNull()
    expect(subjectsIn(claims)).toEqual([anna.pseudonym])
    expect(claims.consent_tokens.flatMap((one) => ('programme' in one ? one.programme : []))).toEqual([
      'breast',
      'lung',
    ])
  })

  test('never meets a date that goes back, whichever instance answers', async () => {
    const { etag, claims } = await asks()
    accord.setTime(new Date(claims.iat * 1000 - 5000))
    expect((await asks({ since: etag })).claims.iat).toBe(claims.iat)
  })
})

describe('a large hospital', () => {
  test('is given its people page by page, each once, and every page is less than 16 MiB', async () => {
    const people = await manyPeople(accord, node, MOST_TOKENS + 300)
    const found: string[] = []
    let page = await asks()
    expect(page.claims.more).toBe(true)
    for (let pages = 1; ; pages++) {
      expect(page.jwt.length).toBeLessThan(2 ** 24)
      found.push(...subjectsIn(page.claims))
      if (!page.claims.more) break
      expect(pages).toBeLessThan(10)
      const before = page.claims.jti
      page = await asks({ since: page.etag })
      expect(page.claims.base).toBe(before)
    }
    expect(found.toSorted()).toEqual(people)

    const again = await asks()
    expect(subjectsIn(again.claims)).toHaveLength(MOST_TOKENS)
    expect(again.claims.more).toBe(true)
    const rest = await asks({ since: again.etag })
    expect(new Set([...subjectsIn(again.claims), ...subjectsIn(rest.claims)]).size).toBe(people.length)
  }, 120_000)
})
