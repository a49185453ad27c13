import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { usageSubjects } from '#db/schema/index.ts'
import { bearer, opened, type Surface, send, signed } from '#tests/api/as-node.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  REQUEST,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

/**
 * A hospital reaches its own patients by every route, and nobody else's by any: with row-level security, and with the
 * queries alone, asked as the owner whom no policy binds.
 */

let accord: TestPortal
let surface: Surface
let ours: TestNode
let theirs: TestNode
let patient: TestContributor

const LUNG = { legal_basis: 'consent', programme: 'lung' }
const EVERY_SCOPE = ['system/Consent.rs', 'accord/enrolments.write', 'accord/usage.write'] as const

async function begin(layers: string) {
  accord = await testPortal()
  const { portal, owner } = accord
  surface = await opened(layers === 'both layers' ? accord : { ...accord, portal: { ...portal, db: owner } })
  await aProgramme(accord)
  ours = await aNode(accord, ['lung'])
  theirs = await aNode(accord, ['lung'])
  patient = await aContributor(accord, ours.organisationId)
  await answers(accord, patient, 'yes')
}

async function body(node: TestNode, path: string, asked: object) {
  const answer = await send(surface, path, await bearer(surface, node, ...EVERY_SCOPE), asked)
  return (await answer.json()) as Record<string, unknown[]>
}

describe.each(['both layers', 'the queries alone'])('another hospital’s patient is out of reach by %s,', (layers) => {
  beforeAll(() => begin(layers))
  afterAll(() => accord.close())

  test('by consent tokens, named or not', async () => {
    const named = { ...LUNG, subjects: [patient.pseudonym] }
    expect((await body(ours, '/api/v1/consent-tokens', named)).consent_tokens).toHaveLength(1)
    expect((await body(theirs, '/api/v1/consent-tokens', named)).consent_tokens).toEqual([])
    expect((await body(ours, '/api/v1/consent-tokens', LUNG)).consent_tokens).toHaveLength(1)
    expect((await body(theirs, '/api/v1/consent-tokens', LUNG)).consent_tokens).toEqual([])
  })

  test('by decisions', async () => {
    const asked = { ...LUNG, ...REQUEST, subjects: [patient.pseudonym] }
    expect((await body(ours, '/api/v1/decisions', asked)).permitted).toEqual([patient.pseudonym])
    expect((await body(theirs, '/api/v1/decisions', asked)).permitted).toEqual([])
  })

  test('by AuthZEN evaluations, one or several', async () => {
    const { purpose, recipient, region, data } = REQUEST
    const asked = {
      subject: { type: 'patient-pseudonym', id: patient.pseudonym },
      action: { name: purpose },
      resource: { type: 'programme', id: 'lung', properties: { data } },
      context: { recipient, region },
    }
    for (const [node, decision] of [[ours, true] as const, [theirs, false] as const]) {
      expect(await body(node, '/access/v1/evaluation', asked)).toEqual({ decision })
      const several = await body(node, '/access/v1/evaluations', { ...asked, evaluations: [{}, {}] })
      expect(several).toEqual({ evaluations: [{ decision }, { decision }] })
    }
  })

  test('by introspection of a token that was stolen from its node', async () => {
    const { consent_tokens } = await body(ours, '/api/v1/consent-tokens', { ...LUNG, subjects: [patient.pseudonym] })
    const [{ consent_token = '' } = {}] = consent_tokens as { consent_token?: string }[]
    const introspect = async (node: TestNode) => {
      const answer = await surface.request('/oauth/introspect', {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${await bearer(surface, node)}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ token: consent_token }).toString(),
      })
      return answer.text()
    }
    expect(await introspect(theirs)).toBe('{"active":false}')
    expect(await introspect(ours)).toContain('"active":true')
  })

  test('by the list of enrolments', async () => {
    const list = async (node: TestNode) => {
      const headers = { Authorization: `Bearer ${await bearer(surface, node, 'accord/enrolments.write')}` }
      return (await surface.request('/api/v1/enrolments', { headers })).text()
    }
    expect(await list(ours)).toContain(patient.pseudonym)
    expect(await list(theirs)).not.toContain(patient.pseudonym)
  })

  test('by a new letter', async () => {
    const path = `/api/v1/enrolments/${patient.enrolmentId}/invitations`
    const letter = { birth_date: '1961-04-23', language: 'sl' }
    const answer = await send(surface, path, await bearer(surface, theirs, 'accord/enrolments.write'), letter)
    expect(answer.status).toBe(404)
  })

  test('by usage reports, neither under pseudonyms nor under tokens', async () => {
    const { id } = await aDataUse(accord, 'lung', { legalBasis: 'consent' })
    const { consent_tokens } = await body(ours, '/api/v1/consent-tokens', { ...LUNG, subjects: [patient.pseudonym] })
    const [{ consent_token = '' } = {}] = consent_tokens as { consent_token?: string }[]
    const { jti: stolen } = JSON.parse(Buffer.from(consent_token.split('.')[1] ?? '', 'base64url').toString())

    const named = [{ subjects: [patient.pseudonym] }, { tokens: [stolen] }]
    for (const [index, people] of named.entries()) {
      const now = Math.floor(Date.now() / 1000)
      const claims = {
        iss: theirs.clientId,
        aud: accord.portal.settings.url,
        iat: now,
        jti: randomUUID(),
        seq: index + 1,
        data_use: id,
        operation: 'training',
        tool: { name: 'Demo tool', version: '1' },
        at: now,
        outcome: 'used',
        ...people,
      }
      const { alg, kid } = theirs.privateJwk
      const jws = await signed(claims, { alg, kid, typ: 'usage-report+jwt' }, theirs.privateJwk)
      const { reports } = await body(theirs, '/api/v1/usage-reports', [jws])
      expect(reports).toMatchObject([{ booking: 'disputed', unknown_subjects: 1 }])
    }
    expect(await accord.owner.as('public', (tx) => tx.select().from(usageSubjects))).toEqual([])
  })
})
