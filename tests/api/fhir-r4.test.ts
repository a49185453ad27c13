import { describe, expect, test } from 'vitest'
import { definitionOf } from './fhir-elements.ts'
import { fhirFaults } from './fhir-r4.ts'
import { allowedBy } from './fhir-terminology.ts'

const CONSENT = {
  resourceType: 'Consent',
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'research' }] },
  category: [{ coding: [{ system: 'http://loinc.org', code: '57016-8' }] }],
  patient: { type: 'Patient', identifier: { use: 'secondary', value: 'demo-pseudonym-01' } },
  policy: [{ uri: 'https://accord.example/programmes/lung' }],
  provision: { type: 'deny', provision: [{ type: 'permit' }] },
}

test('a consent that is as it should be has no faults', () => {
  expect(fhirFaults(CONSENT)).toEqual([])
})

describe('the check of definitions finds', () => {
  test.each([
    ['what is not there', { scope: undefined }, 'Missing required property'],
    ['an invariant', { policy: undefined }, 'ppc-1'],
    ['a status of our own', { status: 'withdrawn' }, 'Consent.status: withdrawn is not in its value set'],
    ['a provision of our own', { provision: { type: 'yes' } }, 'Consent.provision.type: yes'],
    [
      'one deep inside',
      { provision: { type: 'deny', provision: [{ type: 'allow' }] } },
      'Consent.provision.type: allow',
    ],
    [
      'what data mean to the choice',
      { provision: { type: 'deny', data: [{ meaning: 'all', reference: { display: 'all' } }] } },
      'Consent.provision.data.meaning: all',
    ],
    ['a reference to what may not stand there', { performer: [{ type: 'Device' }] }, 'must not refer to a Device'],
    ['the use of a name, in a type', { patient: { identifier: { use: 'pseudonym', value: 'x' } } }, 'Identifier.use'],
    ['a contained resource', { contained: [{ resourceType: 'Patient', gender: 'f' }] }, 'Patient.gender: f'],
    [
      'an extension’s type',
      { extension: [{ url: 'https://accord.example/x', valueIdentifier: { use: 'mine' } }] },
      'Identifier.use: mine',
    ],
    [
      'a code that its system does not have',
      { scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'science' }] } },
      'consentscope has no code science',
    ],
    [
      'a code that HL7’s version 3 does not have',
      { category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'SCIENCE' }] }] },
      'v3-ActCode has no code SCIENCE',
    ],
  ])('%s', (_, changes, fault) => {
    expect(fhirFaults(JSON.parse(JSON.stringify({ ...CONSENT, ...changes }))).join('\n')).toContain(fault)
  })

  test('a concept of which no coding is allowed, and takes one that has an allowed one beside it', () => {
    const own = { system: 'https://accord.example/codes', code: 'over' }
    const allowed = { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'resolved' }
    const faultsOf = (...coding: object[]) =>
      fhirFaults({ resourceType: 'AllergyIntolerance', patient: { display: 'x' }, clinicalStatus: { coding } }).join()
    expect(faultsOf(own)).toContain('clinicalStatus: https://accord.example/codes|over is not in its value set')
    expect(faultsOf(own, allowed)).not.toContain('clinicalStatus')
  })
})

test('a value set that the definitions lack is no reason to let anything pass', () => {
  expect(() => allowedBy('http://hl7.org/fhir/ValueSet/nobody-wrote-it')).toThrow('does not define')
  expect(definitionOf('Consent', 'status')?.valueSet).toMatch(/consent-state-codes/)
  expect(definitionOf('Consent', 'mood')).toBeNull()
})
