import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { decodeJwt, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { usageReports, usageSubjects } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send, signed } from './as-node.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string
let use: string
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  use = (await aDataUse(accord, 'lung', { legalBasis: 'consent' })).id
})
beforeEach(async () => {
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node, 'accord/usage.write')
  person = await aContributor(accord, node.organisationId)
  await answers(accord, person, 'yes')
})
afterAll(() => accord.close())

const PATH = '/api/v1/usage-reports'
const now = () => Math.floor(Date.now() / 1000)

type Reply = {
  reports: { jti: string; booking: string; dispute?: string; unknown_subjects: number }[]
  expected_next: number
}

/** A report as it should be; `changes` make it another. */
function report(changes: Record<string, unknown> = {}, { header = {}, key = node.privateJwk } = {}): Promise<string> {
  const claims = {
    iss: node.clientId,
    aud: accord.portal.settings.url,
    iat: now(),
    jti: randomUUID(),
    seq: 1,
    data_use: use,
    operation: 'training',
    tool: { name: 'Demo tool', version: '1.0' },
    at: now(),
    subjects: [person.pseudonym],
    outcome: 'used',
    ...changes,
  }
  const protectedHeader = { alg: node.privateJwk.alg, kid: node.privateJwk.kid, typ: 'usage-report+jwt', ...header }
  return signed(claims, protectedHeader, key)
}

function post(body: string | string[], headers: Record<string, string> = {}) {
  const isOne = typeof body === 'string'
  return send(surface, PATH, token, isOne ? body : JSON.stringify(body), {
    'Content-Type': isOne ? 'application/jwt' : 'application/json',
    ...headers,
  })
}

async function booked(...sent: string[]): Promise<Reply> {
  const answer = await post(sent)
  expect(answer.status).toBe(201)
  return (await answer.json()) as Reply
}

const stored = (jti: string) =>
  accord.owner.as('public', async (tx) => {
    const [row] = await tx.select().from(usageReports).where(eq(usageReports.jti, jti))
    const subjects = row ? await tx.select().from(usageSubjects).where(eq(usageSubjects.reportId, row.id)) : []
    return { row, subjects }
  })

describe('a node that reports a use', () => {
  test('is told that it fits, and the person will see it', async () => {
    const jti = randomUUID()
    const reply = await booked(await report({ jti }))
    expect(reply).toEqual({ reports: [{ jti, booking: 'accepted', unknown_subjects: 0 }], expected_next: 2 })
    const { row, subjects } = await stored(jti)
    expect(row).toMatchObject({ nodeId: node.id, dataUseId: use, operation: 'training', outcome: 'used', sequence: 1 })
    expect(subjects).toMatchObject([{ contributorId: person.id, enrolmentId: person.enrolmentId, covered: true }])
  })

  test('may send it as a JWT, a JSON string or an array', async () => {
    const jws = await report()
    expect((await post(jws)).status).toBe(201)
    expect((await send(surface, PATH, token, JSON.stringify(jws))).status).toBe(200)
    expect((await post([jws])).status).toBe(200)
  })

  test('may name people by their consent tokens', async () => {
    const reading = await bearer(surface, node)
    const body = { legal_basis: 'consent', programme: 'lung', subjects: [person.pseudonym] }
    const { consent_tokens } = (await (await send(surface, '/api/v1/consent-tokens', reading, body)).json()) as {
      consent_tokens: { consent_token: string }[]
    }
    const tokens = [decodeJwt(consent_tokens[0]?.consent_token ?? '').jti, randomUUID(), 'no-id']
    const jti = randomUUID()
    const { reports } = await booked(await report({ jti, subjects: undefined, tokens }))
    expect(reports).toEqual([{ jti, booking: 'disputed', dispute: 'subject-not-covered', unknown_subjects: 2 }])
    expect((await stored(jti)).subjects).toMatchObject([{ contributorId: person.id, covered: true }])
  })

  test('is answered as before when it sends the same report again', async () => {
    const jws = await report()
    const first = (await booked(jws)) as Reply
    const again = await post(jws)
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual(first)
  })

  test('is answered as before when it repeats a batch under its Idempotency-Key', async () => {
    const batch = [await report(), await report({ seq: 2 })]
    const key = { 'Idempotency-Key': randomUUID() }
    const first = await (await post(batch, key)).json()
    const again = await post(batch, key)
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual(first)
    expect(await problemOf(await post([await report({ seq: 3 })], key))).toBe('idempotency-key-reused')
  })

  test('is answered in order when it repeats itself before the first answer came', async () => {
    const batch = [await report()]
    const key = { 'Idempotency-Key': randomUUID() }
    const statuses = (await Promise.all([1, 2, 3, 4, 5, 6].map(() => post(batch, key)))).map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.every((status) => [200, 201, 409].includes(status))).toBe(true)
  })

  test('is shown the first number that is missing', async () => {
    expect((await booked(await report({ seq: 1 }), await report({ seq: 3 }))).expected_next).toBe(2)
    expect((await booked(await report({ seq: 4 }))).expected_next).toBe(2)
    expect((await booked(await report({ seq: 2 }))).expected_next).toBe(5)
  })

  test('cannot use a number twice', async () => {
    await booked(await report({ seq: 1 }))
    const answer = await post(await report({ seq: 1 }))
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({
      type: expect.stringContaining('usage-sequence-taken'),
      expected_next: 2,
    })
    expect((await post([await report({ seq: 5 }), await report({ seq: 5 })])).status).toBe(409)
  })

  test('books every number once although many reports arrive at the same moment', async () => {
    const batch = await Promise.all(Array.from({ length: 8 }, (_, index) => report({ seq: (index % 4) + 1 })))
    const statuses = (await Promise.all(batch.map((jws) => post(jws)))).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([201, 201, 201, 201, 409, 409, 409, 409])
  })
})

describe('a report is booked as disputed', () => {
  async function disputeOf(changes: Record<string, unknown>) {
    const { reports } = await booked(await report(changes))
    expect(reports[0]?.booking).toBe('disputed')
    return reports[0]?.dispute
  }

  test('where nobody approved such a data use', async () => {
    expect(await disputeOf({ data_use: 'use-of-nobody' })).toBe('data-use-unknown')
  })

  test('where the node takes no part in its programme', async () => {
    const { id } = await aDataUse(accord, 'breast', { legalBasis: 'consent' })
    expect(await disputeOf({ data_use: id })).toBe('node-not-in-programme')
  })

  test('where the data use is suspended', async () => {
    const { id } = await aDataUse(accord, 'lung', { legalBasis: 'consent', status: 'suspended' })
    expect(await disputeOf({ data_use: id })).toBe('data-use-not-approved')
  })

  test('where it happened before the data use began, or after it ended', async () => {
    const later = await aDataUse(accord, 'lung', { legalBasis: 'consent', startsAt: new Date('2098-01-01') })
    const over = await aDataUse(accord, 'lung', { legalBasis: 'consent', endsAt: new Date('2026-01-02') })
    expect(await disputeOf({ data_use: later.id })).toBe('outside-data-use-dates')
    expect(await disputeOf({ data_use: over.id, seq: 2 })).toBe('outside-data-use-dates')
  })

  test('where a person did not permit it', async () => {
    const refuser = await aContributor(accord, node.organisationId)
    await answers(accord, refuser, 'no')
    const jti = randomUUID()
    expect(await disputeOf({ jti, subjects: [person.pseudonym, refuser.pseudonym] })).toBe('subject-not-covered')
    const { subjects } = await stored(jti)
    expect(subjects.filter(({ covered }) => covered).map(({ contributorId }) => contributorId)).toEqual([person.id])
    expect(subjects).toHaveLength(2)
  })

  test('where a person had withdrawn before', async () => {
    await withdrawConsent(accord.portal, {
      contributorId: person.id,
      programmeId: 'lung',
      tier: 'stop',
      snapshot: SNAPSHOT,
    })
    await new Promise((resolve) => setTimeout(resolve, 2000))
    expect(await disputeOf({ at: now(), seq: 1 })).toBe('subject-not-covered')
  })

  test('where it names somebody the portal does not know, who is counted and not kept', async () => {
    const jti = randomUUID()
    const { reports } = await booked(await report({ jti, subjects: [person.pseudonym, 'nobody-1', 'nobody-2'] }))
    expect(reports[0]).toMatchObject({ booking: 'disputed', unknown_subjects: 2 })
    expect((await stored(jti)).subjects).toHaveLength(1)
  })

  test('where it names another hospital’s patient, who is unknown here', async () => {
    const other = await aNode(accord, ['lung'])
    const stranger = await aContributor(accord, other.organisationId)
    await answers(accord, stranger, 'yes')
    const jti = randomUUID()
    const { reports } = await booked(await report({ jti, subjects: [stranger.pseudonym] }))
    expect(reports[0]).toMatchObject({ booking: 'disputed', unknown_subjects: 1 })
    expect((await stored(jti)).subjects).toEqual([])
  })
})

describe('a report is accepted', () => {
  test('of a use that a person permitted at the time, although she withdrew since', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1100))
    const at = now()
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await withdrawConsent(accord.portal, {
      contributorId: person.id,
      programmeId: 'lung',
      tier: 'stop',
      snapshot: SNAPSHOT,
    })
    expect((await booked(await report({ at }))).reports[0]?.booking).toBe('accepted')
  })

  test('of an attempt that the gate denied, whoever it names', async () => {
    const refuser = await aContributor(accord, node.organisationId)
    await answers(accord, refuser, 'no')
    const { reports } = await booked(await report({ subjects: [refuser.pseudonym], outcome: 'denied' }))
    expect(reports[0]?.booking).toBe('accepted')
  })

  test('of a use by altruism of somebody whose wishes it matches', async () => {
    const { id } = await aDataUse(accord, 'lung')
    const giver = await aContributor(accord, node.organisationId)
    await preferAltruism(accord.portal, {
      contributorId: giver.id,
      mode: 'include-me',
      choices: CHOICES,
      snapshot: SNAPSHOT,
    })
    const { reports } = await booked(await report({ data_use: id, subjects: [giver.pseudonym] }))
    expect(reports[0]?.booking).toBe('accepted')
  })
})

describe('a report is refused', () => {
  async function codeOf(jws: string) {
    const answer = await post(jws)
    expect(answer.status).toBe(422)
    const { errors } = (await answer.json()) as { errors: { pointer: string; code: string }[] }
    return errors[0]?.code
  }

  test.each([
    ['in another node’s name', { iss: 'node-other' }, 'report-not-its-own'],
    ['for another portal', { aud: 'https://other.example.org' }, 'report-audience-wrong'],
    ['after more than a day', { iat: now() - 90_000 }, 'report-too-old'],
    ['from the future', { iat: now() + 300 }, 'report-from-the-future'],
    ['about the future', { at: now() + 300 }, 'report-from-the-future'],
    ['without its id', { jti: undefined }, 'report-claim-invalid'],
    ['with a number that is none', { seq: 0 }, 'report-claim-invalid'],
    ['with a number that is too large', { seq: 2 ** 31 }, 'report-claim-invalid'],
    ['with an operation that nobody knows', { operation: 'selling' }, 'report-claim-invalid'],
    ['with an outcome that nobody knows', { outcome: 'maybe' }, 'report-claim-invalid'],
    ['without a tool', { tool: undefined }, 'report-claim-invalid'],
    ['with a tool whose name never ends', { tool: { name: 'x'.repeat(201), version: '1' } }, 'report-claim-invalid'],
    ['with NUL in the tool', { tool: { name: 'a\0b', version: '1' } }, 'report-claim-invalid'],
    ['with half a character in the data use', { data_use: '\ud800' }, 'report-claim-invalid'],
    ['about nobody', { subjects: [] }, 'report-claim-invalid'],
    ['about nobody at all', { subjects: undefined }, 'report-claim-invalid'],
    ['about subjects and tokens', { tokens: ['x'] }, 'report-claim-invalid'],
    ['about more than 10,000 people', { subjects: Array.from({ length: 10_001 }, String) }, 'report-claim-invalid'],
    ['at no time', { at: 'yesterday' }, 'report-claim-invalid'],
  ])('%s', async (_, changes, code) => {
    expect(await codeOf(await report(changes))).toBe(code)
  })

  test('with another type, another key, or more in its header', async () => {
    const { privateKey } = await generateKeyPair('ES384', { extractable: true })
    const strange = await exportJWK(privateKey)
    expect(await codeOf(await report({}, { header: { typ: 'JWT' } }))).toBe('report-not-verified')
    expect(await codeOf(await report({}, { key: strange }))).toBe('report-not-verified')
    expect(await codeOf(await report({}, { header: { jku: 'https://example.org' } }))).toBe('report-not-verified')
    expect(await codeOf(await report({}, { header: { kid: 'another' } }))).toBe('report-not-verified')
    expect(await codeOf('no report')).toBe('report-not-verified')
  })

  test('with a claim written twice', async () => {
    const twice = `{"iss":"${node.clientId}","iss":"${node.clientId}"}`
    const header = { alg: 'ES384', kid: node.privateJwk.kid, typ: 'usage-report+jwt' }
    expect(await codeOf(await signed(twice, header, node.privateJwk))).toBe('report-not-verified')
  })

  test('together with its whole batch, and nothing of it is booked', async () => {
    const jti = randomUUID()
    const answer = await post([await report({ jti }), 'no report'])
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/1', code: 'report-not-verified' }] })
    expect((await stored(jti)).row).toBeUndefined()
  })

  test('in batches of more than 100', async () => {
    expect((await post(Array(101).fill(await report()))).status).toBe(400)
  })
})
