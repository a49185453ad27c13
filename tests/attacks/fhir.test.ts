import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentReference } from '#app/crypto/consent-reference.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import type { Tx } from '#db/client.server.ts'
import { findConsentRecords } from '#db/queries/consent-records.server.ts'
import { assertion, bearer, opened, requestToken, type Surface, send } from '#tests/api/as-node.ts'
import { fhirFaults } from '#tests/api/fhir-r4.ts'
import { grantAudit, outcomeOf, type Reader, reader } from '#tests/api/fhir-reader.ts'
import { manyPeople } from '#tests/api/many-people.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aNode,
  aProgramme,
  REQUEST,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

/** What somebody who holds a node's key could try, to learn over FHIR more than whom she may use. */

let accord: TestPortal
let surface: Surface
let node: TestNode
let hospital: Reader
let permitting: TestContributor

/** People of whom nothing may exist towards the node, and one of another hospital. */
let absent: Record<string, TestContributor>
const ABSENT = [
  'refused',
  'put it off',
  'withdrew',
  'objected',
  'never decided',
  'is another hospital’s',
  'consented elsewhere',
]

async function begin(layers = 'both layers') {
  accord = await testPortal()
  const { portal, owner } = accord
  surface = await opened(layers === 'both layers' ? accord : { ...accord, portal: { ...portal, db: owner } })
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  node = await aNode(accord, ['lung'])
  const another = await aNode(accord, ['lung'])
  hospital = await reader(surface, node)
  permitting = await aPersonWho('yes')
  absent = {
    refused: await aPersonWho('no'),
    'put it off': await aPersonWho('later'),
    withdrew: await aPersonWho('yes'),
    objected: await aPersonWho('yes'),
    'never decided': await aContributor(accord, node.organisationId),
    'is another hospital’s': await aPersonWho('yes', another),
    'consented elsewhere': await aContributor(accord, node.organisationId),
  }
  const { withdrew, objected, 'consented elsewhere': elsewhere } = absent
  const done = { contributorId: withdrew?.id ?? '', programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT } as const
  await withdrawConsent(portal, done)
  await objectToUse(portal, { contributorId: objected?.id ?? '', country: 'SI', snapshot: SNAPSHOT })
  await answers(accord, elsewhere ?? { id: '' }, 'yes', { programmeId: 'breast', formId: 'breast-1' })
}

async function aPersonWho(answer: 'yes' | 'no' | 'later', at = node) {
  const person = await aContributor(accord, at.organisationId)
  await answers(accord, person, answer)
  return person
}

function idOf({ enrolmentId }: { enrolmentId: string }, programmeId = 'lung'): string {
  return consentReference(accord.portal.secrets.pepper, { enrolmentId, programmeId })
}

/** Everything that an answer says, but for the address that was asked. */
async function saidBy(answer: Response, asked: string) {
  return { status: answer.status, headers: [...answer.headers], body: (await answer.text()).replaceAll(asked, '...') }
}

describe.each(['both layers', 'the queries alone'])('towards a node, by %s,', (layers) => {
  beforeAll(() => begin(layers))
  afterAll(() => accord.close())

  test('the one who permits can be read, which is how we know that the ids here are right', async () => {
    expect((await hospital.get(`Consent/${idOf(permitting)}`)).status).toBe(200)
  })

  test.each(ABSENT)('somebody who %s answers as an id that nobody has', async (who) => {
    const nobody = randomBytes(16).toString('hex')
    const expected = await saidBy(await hospital.get(`Consent/${nobody}`), nobody)
    expect(expected).toMatchObject({ status: 404, body: expect.stringContaining('OperationOutcome') })
    for (const programme of ['lung', 'breast']) {
      const id = idOf(absent[who] ?? permitting, programme)
      expect(await saidBy(await hospital.get(`Consent/${id}`), id)).toEqual(expected)
    }
  })

  test.each(ABSENT)('somebody who %s is found like a pseudonym that nobody has', async (who) => {
    const { pseudonym } = absent[who] ?? permitting
    const nobody = `p${randomBytes(12).toString('hex')}`
    for (const status of ['', '&status=active', '&status=rejected', '&status=inactive']) {
      const said = async (name: string) =>
        saidBy(await hospital.get(`Consent?patient.identifier=${name}${status}`), name)
      expect(await said(pseudonym)).toEqual(await said(nobody))
    }
  })

  test('a search without a name shows the one who permits, and counts nobody else', async () => {
    const bundle = await hospital.search('_count=500')
    expect(bundle.total).toBe(1)
    expect(bundle.entry?.map(({ resource }) => resource.patient.identifier.value)).toEqual([permitting.pseudonym])
  })
})

describe('how much is read to answer a node', () => {
  beforeAll(async () => {
    await begin()
    await manyPeople(accord, node, 5000)
    await accord.owner.as('public', (tx) => tx.execute(sql`analyze enrolments, consents, objections`))
  })
  afterAll(() => accord.close())

  /** How many rows of people and of what they chose PostgreSQL reads to find this one. */
  async function rowsRead(pseudonym: string): Promise<number> {
    return accord.portal.db.as({ organisation: node.organisationId }, async (tx) => {
      const asking = { organisationId: node.organisationId, programmeIds: ['lung'], states: ['given' as const] }
      const before = await rowsReadUntilNow(tx)
      await findConsentRecords(tx, asking, { pseudonyms: [pseudonym], after: null, limit: 500 })
      return (await rowsReadUntilNow(tx)) - before
    })
  }

  async function rowsReadUntilNow(tx: Tx): Promise<number> {
    const [read] = await tx.execute<{ rows: number }>(sql`
      select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::int as rows from pg_stat_xact_user_tables
      where relname in ('enrolments', 'consents', 'objections')`)
    return read?.rows ?? Number.NaN
  }

  test('is next to nothing whoever it asks about, however many people the hospital has', async () => {
    const everyone = { permits: permitting, ...absent, 'is nobody': { pseudonym: 'nobody-of-this-name' } }
    const read: [string, number][] = []
    for (const [who, { pseudonym }] of Object.entries(everyone)) read.push([who, await rowsRead(pseudonym)])
    expect(read.filter(([, rows]) => !(rows <= 12))).toEqual([])
  })
})

describe('a node that asks for more than it was granted', () => {
  beforeAll(() => begin())
  afterAll(() => accord.close())

  test('gets no access token for the auditors’ scope', async () => {
    const asked = { scope: 'system/Consent.audit', client_assertion: await assertion(node) }
    expect((await requestToken(surface, asked)).status).toBe(400)
  })

  test('may not read the decisions', async () => {
    const answer = await hospital.get('AuditEvent')
    expect([answer.status, await outcomeOf(answer)]).toEqual([403, 'scope-insufficient'])
  })

  test('sees no refusal with a plain token, although its client was granted the auditors’ scope', async () => {
    const granted = await aNode(accord, ['lung'])
    await grantAudit(accord, granted)
    const person = await aPersonWho('no', granted)
    const plain = await reader(surface, granted)
    const auditor = await reader(surface, granted, 'system/Consent.audit')
    expect(await plain.names(`patient.identifier=${person.pseudonym}`)).toEqual([])
    expect(await auditor.names(`patient.identifier=${person.pseudonym}`)).toEqual([person.pseudonym])
  })

  test('finds another hospital’s people and decisions with no scope at all', async () => {
    const granted = await aNode(accord, ['lung', 'breast'])
    await grantAudit(accord, granted)
    const auditor = await reader(surface, granted, 'system/Consent.audit')
    const names = [permitting, ...Object.values(absent)].map(({ pseudonym }) => pseudonym)
    expect(await auditor.names(`patient.identifier=${names.join(',')}`)).toEqual([])
    expect(await auditor.names('')).toEqual([])
    const asked = { legal_basis: 'consent', programme: 'lung', ...REQUEST, subjects: [permitting.pseudonym] }
    expect((await send(surface, '/api/v1/decisions', await bearer(surface, node), asked)).status).toBe(200)
    expect(await (await auditor.get('AuditEvent')).json()).toMatchObject({ total: 0 })
    for (const person of [permitting, ...Object.values(absent)]) {
      expect((await auditor.get(`Consent/${idOf(person)}`)).status).toBe(404)
    }
  })

  test('cannot tell one person’s two hospitals from two people’s', async () => {
    const another = await aNode(accord, ['lung'])
    const here = permitting
    const there = await aContributor(accord, another.organisationId, here)
    const read = async (at: TestNode, person: TestContributor) => {
      const { id, patient, ...rest } = (
        await (await reader(surface, at)).search(`patient.identifier=${person.pseudonym}`)
      ).entry?.[0]?.resource ?? { id: '', patient: null }
      return { id, patient, rest }
    }
    const [one, other] = [await read(node, here), await read(another, there)]
    const stranger = await read(node, await aPersonWho('yes'))
    expect(one.id).not.toBe(other.id)
    expect(other.id).toMatch(/^[0-9a-f]{32}$/)
    expect(other.id).not.toContain(there.enrolmentId.slice(0, 8))
    expect(other.rest).toEqual(one.rest)
    expect(stranger.rest).toEqual(one.rest)
  })
})

describe('a search value', () => {
  beforeAll(() => begin())
  afterAll(() => accord.close())

  test.each(["' OR '1'='1", "x'); drop table consents; --", '{"a"}', '%25', '_', '*', '\\', '"},{"', 'p'.repeat(2000)])(
    'of %j is nobody’s name',
    async (name) => {
      const bundle = await hospital.search(`patient.identifier=${encodeURIComponent(name.replaceAll(',', ''))}`)
      expect(bundle).toMatchObject({ total: 0 })
    },
  )

  test.each([
    ['patient.identifier', 'p'.repeat(2001)],
    ['patient.identifier', 'a\u0000b'],
    ['patient.identifier', ''],
    ['patient.identifier', 'a,,b'],
    ['patient.identifier', Array(101).fill('a').join()],
    ['patient.identifier:exact', 'a'],
    ['status', 'permitted'],
    ['status', 'urn:else|active'],
    ['status:not', 'rejected'],
    ['_count', '0'],
    ['_count', '-1'],
    ['_count', '1e3'],
    ['_count', 'all'],
    ['_count', '9'.repeat(10)],
    ['_lastUpdated', 'yesterday'],
    ['_lastUpdated', '2026-02-30'],
    ['_lastUpdated', 'xx2026-02-01'],
    ['_lastUpdated', '2026-02-01T10:00:00'],
    ['_lastUpdated', '2026-02-01T25:00:00Z'],
    ['_lastUpdated', "2026-02-01' or 1=1"],
    ['_cursor', 'AAAA'],
    ['_cursor', cursorOf([2 ** 52, 'x', 'lung'])],
    ['_cursor', cursorOf([1_700_000_000_000_000, '0b6f2f0e-6f0c-4a57-9c3e-0f3c1f1f7a11', 'lung'])],
  ])('of %s=%s is refused', async (name, value) => {
    const answer = await hospital.get(`Consent?${new URLSearchParams({ [name]: value })}`)
    const outcome = await answer.clone().json()
    expect([answer.status, await outcomeOf(answer)]).toEqual([400, 'search-parameter-invalid'])
    expect(outcome).toMatchObject({ issue: [{ code: 'invalid', diagnostics: name }] })
    expect(fhirFaults(outcome)).toEqual([])
  })

  test('of a cursor that somebody made up leads to no more than a search does', async () => {
    const first = cursorOf([accord.portal.clock.now().getTime(), '00000000-0000-4000-8000-000000000000', 'a'])
    expect(await hospital.names(`_cursor=${first}`)).toEqual([permitting.pseudonym])
  })

  test('of an old cursor is gone', async () => {
    const old = cursorOf([accord.portal.clock.now().getTime() - 3_600_001, randomUUID(), 'lung'])
    const answer = await hospital.get(`Consent?_cursor=${old}`)
    expect([answer.status, await outcomeOf(answer)]).toEqual([410, 'search-page-gone'])
  })

  test('repeated more often than anybody needs is refused', async () => {
    const answer = await hospital.get(`Consent?${'status=active&'.repeat(21)}`)
    expect(answer.status).toBe(400)
  })

  test('for more than 500 to a page gives 500', async () => {
    expect((await hospital.get('Consent?_count=999999999')).status).toBe(200)
  })
})

describe('a parameter that nobody knows', () => {
  beforeAll(() => begin())
  afterAll(() => accord.close())

  test('is left out, and the address of the page says so', async () => {
    const { link, total } = await hospital.search('favourite-colour=blue&status=active')
    expect(total).toBe(1)
    expect(link).toEqual([{ relation: 'self', url: 'http://127.0.0.1:3999/fhir/R4/Consent?status=active' }])
  })

  test('is refused where the client prefers strictness', async () => {
    const strict = { Prefer: 'return=minimal, handling=strict' }
    const answer = await hospital.get('Consent?favourite-colour=blue', strict)
    expect([answer.status, await outcomeOf(answer)]).toEqual([400, 'search-parameter-unknown'])
    expect((await hospital.get('Consent?status=active', strict)).status).toBe(200)
    expect((await hospital.get('Consent?favourite-colour=blue', { Prefer: 'handling=lenient' })).status).toBe(200)
  })
})

describe('under /fhir every refusal is an OperationOutcome:', () => {
  beforeAll(() => begin())
  afterAll(() => accord.close())

  test.each([
    ['without an access token', 'GET', 'Consent', {}, 401, 'access-token-required', 'login'],
    ['with a wrong one', 'GET', 'Consent/x', { Authorization: 'Bearer x' }, 401, 'access-token-invalid', 'login'],
    ['at an unknown address', 'GET', 'Patient', {}, 404, 'resource-not-found', 'not-found'],
    ['at the root', 'GET', '', {}, 404, 'resource-not-found', 'not-found'],
    ['by another method', 'DELETE', 'Consent/x', {}, 405, 'method-not-allowed', 'not-supported'],
    ['by writing', 'POST', 'Consent', {}, 405, 'method-not-allowed', 'not-supported'],
  ])('%s', async (_, method, path, headers, status, code, issue) => {
    const answer = await surface.request(`/fhir/R4/${path}`, { method, headers })
    const outcome = await answer.clone().json()
    expect([answer.status, await outcomeOf(answer)]).toEqual([status, code])
    expect(answer.headers.get('Content-Type')).toBe('application/fhir+json')
    expect(outcome).toMatchObject({ issue: [{ code: issue }] })
    expect(fhirFaults(outcome)).toEqual([])
  })

  test('with a scope for something else', async () => {
    const token = await bearer(surface, node, 'accord/usage.write')
    const answer = await surface.request('/fhir/R4/Consent', { headers: { Authorization: `Bearer ${token}` } })
    expect([answer.status, await outcomeOf(answer)]).toEqual([403, 'scope-insufficient'])
  })

  test('for another format than JSON', async () => {
    const answer = await hospital.get('Consent?_format=xml')
    expect([answer.status, await outcomeOf(answer)]).toEqual([406, 'format-not-supported'])
    expect((await hospital.get('Consent?_format=application/fhir%2Bjson')).status).toBe(200)
  })

  test.each(['..%2f..', '%00', 'A'.repeat(65), "x' or 1=1", '_history', 'F'.repeat(32)])(
    'for the id %j',
    async (id) => {
      expect((await hospital.get(`Consent/${id}`)).status).toBe(404)
    },
  )
})

function cursorOf(content: unknown[]): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url')
}
