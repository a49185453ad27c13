import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { consents, nodeProgrammes, supersededForms } from '#db/schema/index.ts'
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
import { bearer, opened, type Surface, send } from './as-node.ts'
import { fhirFaults } from './fhir-r4.ts'
import { anAuditorsClient, type Bundle, type Consent, grantAudit, type Reader, reader } from './fhir-reader.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let hospital: Reader
let auditor: Reader
let ana: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  await grantAudit(accord, node)
  hospital = await reader(surface, node)
  auditor = await reader(surface, node, 'system/Consent.audit')
  ana = await aPersonWho('yes')
})
afterAll(() => accord.close())

async function aPersonWho(answer: 'yes' | 'no' | 'later') {
  const person = await aContributor(accord, node.organisationId)
  await answers(accord, person, answer)
  return person
}

async function withdraws({ id }: TestContributor) {
  const done = { contributorId: id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT } as const
  await withdrawConsent(accord.portal, done)
}

async function consentOf(person: TestContributor, as = hospital): Promise<Consent> {
  const [entry] = (await as.search(`patient.identifier=${person.pseudonym}`)).entry ?? []
  if (!entry) throw new Error('there is no consent')
  return entry.resource
}

describe('a hospital that reads a consent over FHIR', () => {
  test('finds it by its own pseudonym, and reads it again by its id', async () => {
    const found = await consentOf(ana)
    const answer = await hospital.get(`Consent/${found.id}`)
    expect(answer.headers.get('Content-Type')).toBe('application/fhir+json')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(await answer.json()).toEqual(found)
    expect(fhirFaults(found)).toEqual([])
  })

  test('is given a consent to research that denies all but what she permitted', async () => {
    const consent = await consentOf(ana)
    const today = accord.portal.clock.now().toISOString().slice(0, 10)
    const url = accord.portal.settings.url
    expect(consent).toMatchObject({
      status: 'active',
      scope: { coding: [{ code: 'research' }] },
      category: [
        { coding: [{ system: 'http://loinc.org', code: '57016-8' }] },
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'RESEARCH' }] },
      ],
      patient: {
        identifier: { system: `${url}/organisations/${node.organisationId}/pseudonyms`, value: ana.pseudonym },
      },
      dateTime: today,
      organization: [{ identifier: { value: 'lung' } }],
      policy: [{ uri: `${url}/programmes/lung/forms/lung-1` }],
    })
    expect(consent.provision.type).toBe('deny')
    expect(consent.provision.provision).toHaveLength(1)
    expect(consent.provision.provision?.[0]).toMatchObject({
      type: 'permit',
      period: { start: today },
      class: [{ system: 'http://hl7.org/fhir/resource-types', code: 'ImagingStudy' }],
    })
  })

  test('is told no time of day that another hospital could match on', async () => {
    const text = JSON.stringify(await consentOf(ana))
    expect(text.match(/T\d\d:\d\d:\d\d[^"]*/g)).toEqual(['T00:00:00Z'])
  })

  test('may put the pseudonym into the body, where no log keeps it', async () => {
    const post = async (body: string, type = 'application/x-www-form-urlencoded') =>
      surface.request('/fhir/R4/Consent/_search', {
        method: 'POST',
        headers: { Authorization: `Bearer ${await bearer(surface, node)}`, 'Content-Type': type },
        body,
      })
    const { pseudonym } = ana
    const found = (await (await post(`patient.identifier=${pseudonym}&status=active`)).json()) as Bundle
    expect(found.entry?.map(({ resource }) => resource.patient.identifier.value)).toEqual([pseudonym])
    const none = (await (await post(`patient.identifier=${pseudonym}&patient.identifier=x`)).json()) as Bundle
    expect(none.total).toBe(0)
    expect((await post('{}', 'application/json')).status).toBe(415)
  })

  test('no longer finds it the moment after a withdrawal, nor by its id', async () => {
    const person = await aPersonWho('yes')
    const { id } = await consentOf(person)
    await withdraws(person)
    expect(await hospital.names(`patient.identifier=${person.pseudonym}`)).toEqual([])
    expect((await hospital.get(`Consent/${id}`)).status).toBe(404)
  })
})

describe('a search', () => {
  test.each([
    ['the pseudonym with its system', (system: string) => `patient.identifier=${system}|NAME`, true],
    ['another system’s pseudonym', (_: string) => 'patient.identifier=urn:another|NAME', false],
    ['a pseudonym of no system', (_: string) => 'patient.identifier=|NAME', false],
    ['one of several pseudonyms', (_: string) => 'patient.identifier=somebody-else-00,NAME', true],
    ['two pseudonyms at once', (_: string) => 'patient.identifier=somebody-else-00&patient.identifier=NAME', false],
    ['everybody of the hospital’s system', (system: string) => `patient.identifier=${system}|&_count=500`, true],
    ['the status active', (_: string) => 'patient.identifier=NAME&status=active', true],
    [
      'two statuses that exclude each other',
      (_: string) => 'patient.identifier=NAME&status=active&status=rejected',
      false,
    ],
    ['changes since today', (_: string) => 'patient.identifier=NAME&_lastUpdated=geTODAY', true],
    ['changes since an hour of today', (_: string) => 'patient.identifier=NAME&_lastUpdated=geTODAYT23:59:59Z', true],
    ['changes before today', (_: string) => 'patient.identifier=NAME&_lastUpdated=ltTODAY', false],
    ['changes after today', (_: string) => 'patient.identifier=NAME&_lastUpdated=gtTODAY', false],
  ])('for %s finds her or not', async (_, query, isFound) => {
    const { system } = (await consentOf(ana)).patient.identifier
    const today = accord.portal.clock.now().toISOString().slice(0, 10)
    const names = await hospital.names(query(system).replace('NAME', ana.pseudonym).replace('TODAY', today))
    expect(names.includes(ana.pseudonym)).toBe(isFound)
  })

  test('shows everybody once, page by page, although people come and go meanwhile', async () => {
    const staying = await Promise.all([1, 2, 3, 4, 5].map(() => aPersonWho('yes')))
    const seen: string[] = []
    let bundle = await hospital.search('_count=2')
    for (;;) {
      expect(fhirFaults(bundle)).toEqual([])
      expect(bundle.total).toBeUndefined()
      seen.push(...(bundle.entry ?? []).map(({ resource }) => resource.patient.identifier.value))
      await withdraws(await aPersonWho('yes'))
      const next = bundle.link.find(({ relation }) => relation === 'next')
      if (!next) break
      bundle = (await (await hospital.get(next.url)).json()) as Bundle
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(expect.arrayContaining(staying.map(({ pseudonym }) => pseudonym)))
  })

  test('counts only whom it shows', async () => {
    const people = [await aPersonWho('yes'), await aPersonWho('no'), await aPersonWho('later')]
    const names = people.map(({ pseudonym }) => pseudonym).join(',')
    expect(await hospital.search(`patient.identifier=${names}`)).toMatchObject({ total: 1, entry: [{}] })
  })
})

describe('an auditor’s client', () => {
  test('sees a refusal as rejected and what has ended as inactive, and neither permits anything', async () => {
    const [no, gone, objecting] = [await aPersonWho('no'), await aPersonWho('yes'), await aPersonWho('yes')]
    await withdraws(gone)
    await objectToUse(accord.portal, { contributorId: objecting.id, country: 'SI', snapshot: SNAPSHOT })
    for (const [person, status] of [
      [no, 'rejected'],
      [gone, 'inactive'],
      [objecting, 'inactive'],
    ] as const) {
      const consent = await consentOf(person, auditor)
      expect(consent).toMatchObject({ status, provision: { type: 'deny' } })
      expect(consent.provision.provision).toBeUndefined()
      expect(fhirFaults(consent)).toEqual([])
      expect((await auditor.get(`Consent/${consent.id}`)).status).toBe(200)
      expect((await hospital.get(`Consent/${consent.id}`)).status).toBe(404)
    }
    expect(await auditor.names(`patient.identifier=${no.pseudonym}&status=rejected`)).toEqual([no.pseudonym])
    expect(await auditor.names(`patient.identifier=${gone.pseudonym}&status=active,rejected`)).toEqual([])
  })

  test('sees a consent that ran out as inactive', async () => {
    const person = await aPersonWho('yes')
    await accord.owner.as('public', (tx) =>
      tx
        .update(consents)
        .set({ expiresAt: new Date('2026-01-31T09:00:00Z') })
        .where(eq(consents.contributorId, person.id)),
    )
    expect(await hospital.names(`patient.identifier=${person.pseudonym}`)).toEqual([])
    expect(await consentOf(person, auditor)).toMatchObject({ status: 'inactive', provision: { type: 'deny' } })
  })

  test('sees a consent whose form was taken back as inactive', async () => {
    await aProgramme(accord, 'prostate')
    await accord.owner.as('public', (tx) =>
      tx.insert(nodeProgrammes).values({ nodeId: node.id, programmeId: 'prostate' }),
    )
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes', { programmeId: 'prostate', formId: 'prostate-1' })
    const { id } = await consentOf(person)
    await accord.owner.as('public', (tx) => tx.insert(supersededForms).values({ formId: 'prostate-1', at: new Date() }))
    expect((await hospital.get(`Consent/${id}`)).status).toBe(404)
    expect(await consentOf(person, auditor)).toMatchObject({ id, status: 'inactive' })
  })

  test('that takes part in no programme sees what its hospital’s nodes could, and may use nobody', async () => {
    const client = await anAuditorsClient(accord, node.organisationId)
    const own = await reader(surface, client, 'system/Consent.audit')
    const [yes, no] = [await aPersonWho('yes'), await aPersonWho('no')]
    expect(await own.names(`patient.identifier=${yes.pseudonym},${no.pseudonym}`)).toHaveLength(2)
    expect((await own.get(`Consent/${(await consentOf(no, own)).id}`)).status).toBe(200)
    const body = { legal_basis: 'consent', programme: 'lung', ...REQUEST, subjects: [yes.pseudonym] }
    const asked = await send(surface, '/api/v1/decisions', await bearer(surface, client, 'system/Consent.audit'), body)
    expect(asked.status).toBe(403)
  })

  test('sees nothing of somebody who has not decided', async () => {
    const [later, never] = [await aPersonWho('later'), await aContributor(accord, node.organisationId)]
    expect(await auditor.names(`patient.identifier=${later.pseudonym},${never.pseudonym}`)).toEqual([])
  })

  test('sees the decisions that its nodes were given, permits and denials, and nobody’s name', async () => {
    const no = await aPersonWho('no')
    const body = { legal_basis: 'consent', programme: 'lung', ...REQUEST, subjects: [ana.pseudonym, no.pseudonym] }
    await send(surface, '/api/v1/decisions', await bearer(surface, node), body)
    const text = await (await auditor.get('AuditEvent?date=ge2026-01-01')).text()
    const bundle = JSON.parse(text) as { entry: { resource: { outcome: string; entity: object[] } }[] }
    expect(fhirFaults(bundle)).toEqual([])
    expect(bundle.entry.map(({ resource }) => resource.outcome)).toEqual(['0', '8'])
    for (const { resource } of bundle.entry) expect(fhirFaults(resource)).toEqual([])
    for (const { pseudonym } of [ana, no]) expect(text).not.toContain(pseudonym)
  })

  test('pages through the decisions, each outcome once', async () => {
    const first = (await (await auditor.get('AuditEvent?_count=1')).json()) as Bundle
    const next = first.link.find(({ relation }) => relation === 'next')
    const second = (await (await auditor.get(next?.url ?? '')).json()) as Bundle
    const ids = [...(first.entry ?? []), ...(second.entry ?? [])].map(({ resource }) => resource.id.split('-').at(-1))
    expect(ids).toEqual(['permit', 'deny'])
    expect(second.link.map(({ relation }) => relation)).toEqual(['self'])
    expect(((await (await auditor.get('AuditEvent?date=lt2026-01-01')).json()) as Bundle).total).toBe(0)
  })
})

test('anybody may read what the server can do', async () => {
  const answer = await surface.request('/fhir/R4/metadata')
  expect(answer.headers.get('Content-Type')).toBe('application/fhir+json')
  const statement = (await answer.json()) as object
  expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' })
  expect(fhirFaults(statement)).toEqual([])
})
