import assert from 'node:assert/strict'
import type { JsonObject } from '#gate/strict-json.ts'
import type { Expectation } from './expectation.ts'
import { oneHeldBy } from './held-tokens.ts'
import { type Answer, type Asker, jsonOf, type PortalUnderTest } from './portal-under-test.ts'

const FHIR_JSON = /^application\/fhir\+json/

/** The same consents for systems that speak HL7 FHIR R4. */
export function fhir(portal: PortalUnderTest): Expectation[] {
  const { node, neighbour, ask, sendForm } = portal
  const search = (asker: Asker, pseudonym: string) =>
    sendForm(asker, '/fhir/R4/Consent/_search', { 'patient.identifier': pseudonym })
  const found = async (asker: Asker, pseudonym: string) => {
    const bundle = resourceIn(await search(asker, pseudonym), 'Bundle')
    return ((bundle.entry ?? []) as { resource: JsonObject }[]).map(({ resource }) => resource)
  }
  return [
    {
      name: 'the capability statement offers reading and searching Consent',
      rule: 'FHIR R4 §5.1, http.html#capabilities',
      async holds() {
        const statement = resourceIn(await ask('/fhir/R4/metadata'), 'CapabilityStatement')
        assert.equal(statement.fhirVersion, '4.0.1')
        const [rest] = statement.rest as { resource: { type: string; interaction: { code: string }[] }[] }[]
        const consent = rest?.resource.find(({ type }) => type === 'Consent')
        const codes = consent?.interaction.map(({ code }) => code) ?? []
        assert(codes.includes('read') && codes.includes('search-type'), `it offers ${codes}`)
      },
    },
    {
      name: 'a permitted consent is active research consent, denied but for its provisions',
      rule: 'FHIR R4 Consent',
      async holds() {
        const { subject } = await oneHeldBy(portal, node)
        const [consent] = await found(node, subject)
        assert(consent, 'it was not found')
        assert.equal(consent.status, 'active')
        assert.match(JSON.stringify(consent.scope), /"research"/)
        const provision = consent.provision as { type: string; provision: { type: string }[] }
        assert.equal(provision.type, 'deny', 'what is not permitted is not denied')
        assert(provision.provision.length > 0, 'it permits nothing')
      },
    },
    {
      name: 'nobody and a neighbour’s patient are found alike: not at all',
      rule: 'docs/decisions/011',
      async holds() {
        const { subject } = await oneHeldBy(portal, node)
        const nobody = resourceIn(await search(node, 'somebody-who-never-enrolled'), 'Bundle')
        const notOurs = resourceIn(await search(neighbour, subject), 'Bundle')
        assert.deepEqual([nobody.total, notOurs.total], [0, 0])
        assert.deepEqual(Object.keys(nobody).sort(), Object.keys(notOurs).sort())
      },
    },
    {
      name: 'an unknown consent is an OperationOutcome',
      rule: 'FHIR R4, http.html#read',
      async holds() {
        const Authorization = `Bearer ${await portal.bearer(node, 'system/Consent.rs')}`
        const unknown = '/fhir/R4/Consent/00000000-0000-4000-8000-000000000000'
        const outcome = resourceIn(await ask(unknown, { headers: { Authorization } }), 'OperationOutcome', 404)
        const [issue] = outcome.issue as { severity: string; code: string }[]
        assert.deepEqual([issue?.severity, issue?.code], ['error', 'not-found'])
      },
    },
  ]
}

function resourceIn(answer: Answer, resourceType: string, status = 200): JsonObject {
  const resource = jsonOf(answer, status)
  assert.match(answer.headers.get('Content-Type') ?? 'nothing', FHIR_JSON)
  assert.equal(resource.resourceType, resourceType)
  return resource
}
