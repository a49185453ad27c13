/** The parts of FHIR R4 that our resources are made of. */
export type Coding = { system: string; code: string; display?: string }
export type CodeableConcept = { coding: Coding[] }
export type Identifier = { system: string; value: string }
export type Reference = { type: string; identifier: Identifier; display?: string }
export type Period = { start?: string; end?: string }

export const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
export const ACT_REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason'
export const DICOM = 'http://dicom.nema.org/resources/ontology/DCM'
export const RESOURCE_TYPES = 'http://hl7.org/fhir/resource-types'

export function concept(...coding: Coding[]): CodeableConcept {
  return { coding }
}

/** The code systems of the portal's own codes, as they stand on its wire. */
export function ownSystem(url: string, axis: 'purpose' | 'recipient' | 'data'): string {
  return `${url}/codes/${axis}`
}

/** Whose pseudonyms these are: one system for each hospital, so that none can be taken for another's. */
export function pseudonymSystem(url: string, organisationId: string): string {
  return `${url}/organisations/${organisationId}/pseudonyms`
}
