import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { opened, type Surface } from './as-node.ts'
import { fhirFaults } from './fhir-r4.ts'
import { type Consent, type Reader, reader } from './fhir-reader.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let hospital: Reader
let ana: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  node = await aNode(accord, ['lung'])
  hospital = await reader(surface, node)
  ana = await aPersonWho('yes')
})
afterAll(() => accord.close())

async function aPersonWho(answer: 'yes' | 'no' | 'later') {
  const person = await aContributor(accord, node.organisationId)
  await answers(accord, person, answer)
  return person
}

async function consentOf(person: TestContributor): Promise<Consent> {
  const [entry] = (await hospital.search(`patient.identifier=${person.pseudonym}`)).entry ?? []
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
})
