import { eq } from 'drizzle-orm'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { audit, supersededForms } from '#db/schema/index.ts'
import { verifiedPayload } from '#gate/compact-jws.ts'
import { issuerKeys } from '#gate/trust.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  REQUEST,
  SNAPSHOT,
  type TestNode,
} from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  await aProgramme(accord, 'prostate')
  node = await aNode(accord, ['lung', 'prostate'])
  token = await bearer(surface, node)
})
afterAll(() => accord.close())

type Reply = { decision_id: string; as_of: string; evaluated: number; permitted: string[] }

const BY_CONSENT = { legal_basis: 'consent', programme: 'lung', ...REQUEST }

async function decide(body: object): Promise<Reply> {
  const answer = await send(surface, '/api/v1/decisions', token, body)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Reply
}

async function permitted(subjects: string[], changes: object = {}): Promise<string[]> {
  return (await decide({ ...BY_CONSENT, ...changes, subjects })).permitted
}

async function aPersonWho(answer: 'yes' | 'no' | 'later') {
  const person = await aContributor(accord, node.organisationId)
  await answers(accord, person, answer)
  return person
}

describe('a hospital that asks before it uses data', () => {
  test('is told whom it may use, in the order asked and each once', async () => {
    const [anna, boris, no] = [await aPersonWho('yes'), await aPersonWho('yes'), await aPersonWho('no')]
    const subjects = [boris.pseudonym, no.pseudonym, 'nobody', anna.pseudonym, boris.pseudonym]
    const [before, reply, after] = [Date.now(), await decide({ ...BY_CONSENT, subjects }), Date.now()]
    expect(reply).toEqual({
      decision_id: expect.any(String),
      as_of: expect.any(String),
      evaluated: 4,
      permitted: [boris.pseudonym, anna.pseudonym],
    })
    expect([before, Date.parse(reply.as_of), after]).toEqual(
      [before, Date.parse(reply.as_of), after].toSorted((a, b) => a - b),
    )
  })

  test.each(['no', 'later'] as const)('may not use a person who said %s', async (answer) => {
    expect(await permitted([(await aPersonWho(answer)).pseudonym])).toEqual([])
  })

  test.each([
    ['another purpose', { purpose: 'product-development' }],
    ['another recipient', { recipient: 'company' }],
    ['another region', { region: 'UA' }],
    ['data that was not named', { data: ['imaging-ct', 'pathology'] }],
  ])('may not use a person for %s than she permitted', async (_, changes) => {
    expect(await permitted([(await aPersonWho('yes')).pseudonym], changes)).toEqual([])
  })

  test('may use her where the recipient’s country is in the region she permitted', async () => {
    const { pseudonym } = await aPersonWho('yes')
    expect(await permitted([pseudonym], { region: 'DE' })).toEqual([pseudonym])
  })

  test('may not use a person the moment after she withdrew', async () => {
    const person = await aPersonWho('yes')
    expect(await permitted([person.pseudonym])).toEqual([person.pseudonym])
    await withdrawConsent(accord.portal, {
      contributorId: person.id,
      programmeId: 'lung',
      tier: 'stop',
      snapshot: SNAPSHOT,
    })
    expect(await permitted([person.pseudonym])).toEqual([])
  })

  test('may not use a person who objects, whatever else she said', async () => {
    const person = await aPersonWho('yes')
    await objectToUse(accord.portal, { contributorId: person.id, country: 'SI', snapshot: SNAPSHOT })
    expect(await permitted([person.pseudonym])).toEqual([])
  })

  test('may not use a person whose form was taken back', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes', { programmeId: 'prostate', formId: 'prostate-1' })
    expect(await permitted([person.pseudonym], { programme: 'prostate' })).toEqual([person.pseudonym])
    await accord.owner.as('public', (tx) => tx.insert(supersededForms).values({ formId: 'prostate-1', at: new Date() }))
    expect(await permitted([person.pseudonym], { programme: 'prostate' })).toEqual([])
  })

  test('is told of altruism for one data use, within what that use was approved for', async () => {
    const dataUse = await aDataUse(accord, 'lung')
    const person = await aContributor(accord, node.organisationId)
    const ask = { ...REQUEST, legal_basis: 'altruism', data_use: dataUse.id, subjects: [person.pseudonym] }
    expect((await decide(ask)).permitted).toEqual([])
    const { id: contributorId } = person
    await preferAltruism(accord.portal, { contributorId, mode: 'include-me', choices: CHOICES, snapshot: SNAPSHOT })
    expect((await decide(ask)).permitted).toEqual([person.pseudonym])
    expect((await decide({ ...ask, purpose: 'ai-validation' })).permitted).toEqual([])
  })

  test('is answered anew although it repeats itself with the same Idempotency-Key', async () => {
    const person = await aPersonWho('yes')
    const ask = () =>
      send(
        surface,
        '/api/v1/decisions',
        token,
        { ...BY_CONSENT, subjects: [person.pseudonym] },
        { 'Idempotency-Key': 'k' },
      )
    expect(await (await ask()).json()).toMatchObject({ permitted: [person.pseudonym] })
    await withdrawConsent(accord.portal, {
      contributorId: person.id,
      programmeId: 'lung',
      tier: 'stop',
      snapshot: SNAPSHOT,
    })
    expect(await (await ask()).json()).toMatchObject({ permitted: [] })
  })
})

describe('what a decision gives away', () => {
  test('is nothing about why somebody is absent', async () => {
    const other = await aNode(accord, ['lung'])
    const elsewhere = await aContributor(accord, other.organisationId)
    await answers(accord, elsewhere, 'yes')
    const absent = [
      (await aPersonWho('no')).pseudonym,
      (await aContributor(accord, node.organisationId)).pseudonym,
      elsewhere.pseudonym,
      'pseudonym-of-nobody-at-all',
    ]
    const replies = await Promise.all(absent.map((subject) => decide({ ...BY_CONSENT, subjects: [subject] })))
    const told = replies.map(({ decision_id: _, as_of: __, ...rest }) => rest)
    expect(told).toEqual(absent.map(() => ({ evaluated: 1, permitted: [] })))
  })

  test('is noted for auditors without the people it was about', async () => {
    const { pseudonym } = await aPersonWho('yes')
    const { decision_id } = await decide({ ...BY_CONSENT, subjects: [pseudonym] })
    const rows = await accord.owner.as('public', (tx) => tx.select().from(audit).where(eq(audit.action, 'decided')))
    const row = rows.find(({ detail }) => detail.decision_id === decision_id)
    expect(row).toMatchObject({
      actorKind: 'node',
      actorId: node.clientId,
      detail: { programme: 'lung', evaluated: 1 },
    })
    expect(JSON.stringify(rows)).not.toContain(pseudonym)
  })
})

test('a decision can be had signed, to keep as evidence', async () => {
  const { pseudonym } = await aPersonWho('yes')
  const body = { ...BY_CONSENT, subjects: [pseudonym] }
  const answer = await send(surface, '/api/v1/decisions', token, body, { Accept: 'application/decision+jwt' })
  expect(answer.headers.get('Content-Type')).toBe('application/decision+jwt')
  const jwt = await answer.text()
  const jwks = (await (await surface.request('/.well-known/jwks.json')).json()) as { keys: object[] }
  const claims = await verifiedPayload(jwt, { typ: 'decision+jwt', keys: await issuerKeys(jwks), maxBytes: 65_536 })
  expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'ES256', kid: expect.any(String), typ: 'decision+jwt' })
  expect(claims).toMatchObject({
    iss: accord.portal.settings.url,
    aud: node.clientId,
    decision: { permitted: [pseudonym] },
  })
  expect(claims.jti).toBe((claims.decision as Reply).decision_id)
})

describe('a request for decisions', () => {
  const asked = { ...BY_CONSENT, subjects: ['somebody'] }

  test.each([
    ['a programme that the node takes no part in', { ...asked, programme: 'breast' }, 'programme-not-found'],
    ['a purpose that nobody knows', { ...asked, purpose: 'marketing' }, 'request-invalid'],
    ['a recipient that nobody knows', { ...asked, recipient: 'insurer' }, 'request-invalid'],
    ['a region that nobody knows', { ...asked, region: 'everywhere' }, 'request-invalid'],
    ['no data', { ...asked, data: [] }, 'request-invalid'],
    ['data that nobody knows', { ...asked, data: ['genome'] }, 'request-invalid'],
    ['nobody to ask about', { ...asked, subjects: [] }, 'request-invalid'],
    ['more than 100,000 people', { ...asked, subjects: Array(100_001).fill('x') }, 'request-invalid'],
    [
      'a day that does not exist',
      { ...asked, acquired: { from: '2026-02-30', until: '2026-03-01' } },
      'request-invalid',
    ],
    [
      'days the wrong way round',
      { ...asked, acquired: { from: '2026-03-02', until: '2026-03-01' } },
      'request-invalid',
    ],
    ['both bases', { ...asked, data_use: 'use' }, 'request-invalid'],
  ])('is refused with %s', async (_, body, problem) => {
    expect(await problemOf(await send(surface, '/api/v1/decisions', token, body))).toBe(problem)
  })
})
