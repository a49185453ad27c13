/** What this FHIR server can do (R4 CapabilityStatement), with where to get an access token (SMART). */
export function capabilityStatement(url: string) {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-23',
    publisher: 'Accord',
    kind: 'instance',
    software: { name: 'Accord' },
    implementation: { description: 'Consents to research of one hospital’s patients', url: `${url}/fhir/R4` },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [{ mode: 'server', documentation: DOCUMENTATION, security: security(url), resource: [CONSENT, AUDIT_EVENT] }],
  }
}

const DOCUMENTATION =
  'Towards a node only permitted consents exist. Of somebody who refused, withdrew, objected or never enrolled, and of ' +
  'another hospital’s patient, there is nothing: one and the same 404, and no entry.'

function security(url: string) {
  return {
    service: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
            code: 'SMART-on-FHIR',
            display: 'SMART-on-FHIR',
          },
        ],
      },
    ],
    description: 'SMART Backend Services: scope system/Consent.rs; for auditors system/Consent.audit, where granted.',
    extension: [
      {
        url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
        extension: [{ url: 'token', valueUri: `${url}/oauth/token` }],
      },
    ],
  }
}

const CONSENT = {
  type: 'Consent',
  interaction: [{ code: 'read' }, { code: 'search-type' }],
  versioning: 'no-version',
  searchParam: [
    {
      name: 'patient.identifier',
      type: 'token',
      documentation: 'The hospital’s own pseudonym, with or without its system',
    },
    { name: 'status', type: 'token', definition: 'http://hl7.org/fhir/SearchParameter/Consent-status' },
    { name: '_lastUpdated', type: 'date', definition: 'http://hl7.org/fhir/SearchParameter/Resource-lastUpdated' },
  ],
}

const AUDIT_EVENT = {
  type: 'AuditEvent',
  documentation: 'Decisions given to this hospital’s nodes, after IHE BALP; whom they were about is not kept.',
  interaction: [{ code: 'search-type' }],
  versioning: 'no-version',
  searchParam: [{ name: 'date', type: 'date', definition: 'http://hl7.org/fhir/SearchParameter/AuditEvent-date' }],
}
