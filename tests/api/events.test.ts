import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimsOfOwn } from '#app/crypto/verify-own.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'

const URL = 'http://127.0.0.1:3999'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
})
afterAll(() => accord.close())
beforeEach(async () => {
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node, 'system/Consent.rs', 'accord/events.read')
  person = await aContributor(accord, node.organisationId)
})

type Polled = { sets: Record<string, string>; moreAvailable: boolean }

async function poll(asked: object = {}, as = token): Promise<Polled> {
  const answer = await send(surface, '/ssf/poll', as, { returnImmediately: true, ...asked })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Polled
}

async function claimsIn({ sets }: Polled) {
  const each = Object.entries(sets).map(async ([jti, set]) => {
    const claims = await claimsOfOwn(accord.portal.keys, set, { typ: 'secevent+jwt', maxBytes: 4096 })
    expect(claims?.jti).toBe(jti)
    return claims as { jti: string; sub_id: { jti?: string; id?: string }; events: Record<string, unknown> }
  })
  return Promise.all(each)
}

async function told(asked: object = {}): Promise<string[]> {
  const claims = await claimsIn(await poll(asked))
  return claims.flatMap(({ events }) => Object.keys(events)).map((uri) => uri.split('/').at(-1) ?? '')
}

async function holdsAToken(): Promise<string> {
  await answers(accord, person, 'yes')
  const asked = { legal_basis: 'consent', programme: 'lung', subjects: [person.pseudonym] }
  const answer = await send(surface, '/api/v1/consent-tokens', token, asked)
  const { consent_tokens } = (await answer.json()) as { consent_tokens: { consent_token: string }[] }
  return JSON.parse(atob(consent_tokens[0]?.consent_token.split('.')[1] ?? '')).jti
}

const withdraws = (tier: 'stop' | 'remove' = 'stop') =>
  withdrawConsent(accord.portal, { contributorId: person.id, programmeId: 'lung', tier, snapshot: SNAPSHOT })

async function keysRevoked(count: number): Promise<void> {
  const notices = Array.from({ length: count }, (_, index) => {
    return { type: 'key-revoked', nodeId: node.id, payload: { kid: `key-${index}` } }
  })
  await accord.portal.db.as('public', (tx) => enqueue(tx, notices, accord.portal.clock.now()))
}

describe('a hospital that polls', () => {
  test('hears that a token was issued and that it counts no longer, in that order, and nothing of why', async () => {
    const jti = await holdsAToken()
    await withdraws()
    const polled = await poll()
    expect(decodeProtectedHeader(Object.values(polled.sets)[0] ?? '')).toEqual({
      alg: 'ES256',
      kid: (await accord.portal.keys.signingKey('secevent+jwt')).kid,
      typ: 'secevent+jwt',
    })
    expect(await claimsIn(polled)).toEqual(
      ['consent-token-issued', 'consent-token-revoked'].map((type) => ({
        iss: URL,
        jti: expect.any(String),
        iat: expect.any(Number),
        aud: node.clientId,
        sub_id: { format: 'jwt_id', iss: URL, jti },
        events: { [`${URL}/events/${type}`]: {} },
      })),
    )
  })

  test('is asked to take images out of its datasets by its own name for the person', async () => {
    await holdsAToken()
    await withdraws('remove')
    const removal = (await claimsIn(await poll())).at(-1)
    expect(removal).toMatchObject({
      sub_id: { format: 'opaque', id: person.pseudonym },
      events: { [`${URL}/events/removal-task`]: { programme: 'lung' } },
    })
  })

  test('is told the same again until it acknowledges, under the same names', async () => {
    await holdsAToken()
    const first = await poll()
    expect(Object.keys((await poll()).sets)).toEqual(Object.keys(first.sets))
    expect((await poll({ ack: Object.keys(first.sets) })).sets).toEqual({})
    expect((await poll()).sets).toEqual({})
  })

  test('acknowledges without asking for more', async () => {
    await keysRevoked(2)
    const [first = ''] = Object.keys((await poll({ maxEvents: 1 })).sets)
    expect(await poll({ maxEvents: 0, ack: [first] })).toEqual({ sets: {}, moreAvailable: false })
    const left = await claimsIn(await poll())
    expect(left.map(({ sub_id }) => sub_id.id)).toEqual(['key-1'])
  })

  test('gets no more than it asked for, in order, and is told that there is more', async () => {
    await keysRevoked(5)
    const heard: string[] = []
    let polled = await poll({ maxEvents: 2 })
    for (; polled.moreAvailable; polled = await poll({ maxEvents: 2, ack: Object.keys(polled.sets) })) {
      heard.push(...(await claimsIn(polled)).map(({ sub_id }) => sub_id.id ?? ''))
    }
    heard.push(...(await claimsIn(polled)).map(({ sub_id }) => sub_id.id ?? ''))
    expect(heard).toEqual(['key-0', 'key-1', 'key-2', 'key-3', 'key-4'])
  })

  test('says that it cannot use an event, and is not sent it again', async () => {
    await keysRevoked(1)
    const [jti = ''] = Object.keys((await poll()).sets)
    await poll({ setErrs: { [jti]: { err: 'invalid_audience', description: 'not for us' } } })
    expect((await poll()).sets).toEqual({})
  })

  test('waits for an event where it does not ask for an answer at once', async () => {
    const waiting = poll({ returnImmediately: false })
    await new Promise((resolve) => setTimeout(resolve, 200))
    await keysRevoked(1)
    expect(Object.keys((await waiting).sets)).toHaveLength(1)
  })
})

describe('nothing is lost', () => {
  test('when what happened first is committed last', async () => {
    const { portal } = accord
    const late = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const revocation = (kid: string) => [{ type: 'key-revoked', nodeId: node.id, payload: { kid } }]
    const slow = portal.db.as('public', async (tx) => {
      await enqueue(tx, revocation('slow'), portal.clock.now())
      begun.resolve()
      await late.promise
    })
    await begun.promise
    await portal.db.as('public', (tx) => enqueue(tx, revocation('quick'), portal.clock.now()))
    const quick = await poll()
    expect((await claimsIn(quick)).map(({ sub_id }) => sub_id.id)).toEqual(['quick'])
    late.resolve()
    await slow
    const after = await poll({ ack: Object.keys(quick.sets) })
    expect((await claimsIn(after)).map(({ sub_id }) => sub_id.id)).toEqual(['slow'])
  })

  test('and nothing is told of what was rolled back', async () => {
    const { portal } = accord
    const attempt = portal.db.as('public', async (tx) => {
      await enqueue(tx, [{ type: 'key-revoked', nodeId: node.id, payload: { kid: 'x' } }], portal.clock.now())
      throw new Error('it did not happen')
    })
    await expect(attempt).rejects.toThrow('it did not happen')
    expect(await told()).toEqual([])
  })
})

describe('a poll is refused', () => {
  test('without the scope for events', async () => {
    const answer = await send(surface, '/ssf/poll', await bearer(surface, node), {})
    expect(answer.status).toBe(403)
    expect(await problemOf(answer)).toBe('scope-insufficient')
  })

  test.each([
    ['a negative number of events', { maxEvents: -1 }],
    ['half an event', { maxEvents: 0.5 }],
    ['acknowledgements that are no names', { ack: [7] }],
    ['more acknowledgements than were ever sent at once', { ack: Array.from({ length: 1001 }, String) }],
    ['an error that says nothing', { setErrs: { a: {} } }],
    ['a description as long as a book', { setErrs: { a: { err: 'invalid_key', description: 'x'.repeat(600) } } }],
  ])('for %s', async (_, asked) => {
    const answer = await send(surface, '/ssf/poll', token, asked)
    expect(answer.status).toBe(400)
    expect(await problemOf(answer)).toBe('request-invalid')
  })
})

test('acknowledging what was never sent changes nothing, whatever it is called', async () => {
  await keysRevoked(1)
  const ack = ['', '../../etc/passwd', "'; drop table outbox; --", crypto.randomUUID()].filter(Boolean)
  expect(Object.keys((await poll({ ack })).sets)).toHaveLength(1)
})
