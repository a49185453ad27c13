import { concept, DICOM, type Identifier, RESOURCE_TYPES } from './coding.ts'
import { purposeCoding } from './purpose-coding.ts'

/** A decision as it was noted: what was asked and how much was answered, never about whom. */
export type NotedDecision = {
  id: string
  at: Date
  clientId: string
  organisationId: string
  target: { programme: string } | { data_use: string }
  purpose: string
  evaluated: number
  permitted: number
}

export type AuthorisationOutcome = 'permit' | 'deny'

/** What one decision came to: some may have been permitted, others not. */
export function outcomesOf({ evaluated, permitted }: NotedDecision): AuthorisationOutcome[] {
  return [...(permitted > 0 ? ['permit' as const] : []), ...(evaluated > permitted ? ['deny' as const] : [])]
}

/** An authorisation decision by consent, in the shape of IHE BALP 1.1.4, profile IHE.BasicAudit.AuthZconsent. */
export function auditEvent(decision: NotedDecision, outcome: AuthorisationOutcome, url: string) {
  const isPermit = outcome === 'permit'
  return {
    resourceType: 'AuditEvent' as const,
    id: `${decision.id}-${outcome}`,
    type: { system: DICOM, code: '110113', display: 'Security Alert' },
    subtype: [{ system: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType', code: 'AuthZ-Consent' }],
    action: 'E',
    recorded: decision.at.toISOString(),
    outcome: isPermit ? '0' : '8',
    outcomeDesc: isPermit ? 'Permitted' : 'Not permitted, or not known',
    agent: agentsOf(decision, url),
    source: {
      observer: named('Device', portalIdentifier(url)),
      type: [{ system: 'http://terminology.hl7.org/CodeSystem/security-source-type', code: '6' }],
    },
    entity: [
      peopleOf(isPermit ? decision.permitted : decision.evaluated - decision.permitted),
      consentOf(decision, url),
    ],
  }
}

/** The node is its own user: it asks for its hospital, and no person is named to the portal. */
function agentsOf({ clientId, organisationId, purpose }: NotedDecision, url: string) {
  const node = { system: `${url}/nodes`, value: clientId }
  const purposeOfUse = [concept(...purposeCoding(purpose, url))]
  return [
    {
      type: concept({ system: DICOM, code: '110150', display: 'Application' }),
      who: named('Device', node),
      requestor: false,
      network: { address: `${url}/nodes/${clientId}`, type: '5' },
    },
    {
      type: concept({ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }),
      who: named('Device', node),
      requestor: true,
      purposeOfUse,
    },
    {
      type: concept({ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleClass', code: 'PROV' }),
      who: named('Organization', { system: `${url}/organisations`, value: organisationId }),
      requestor: false,
    },
    {
      type: concept({ system: 'http://terminology.hl7.org/CodeSystem/extra-security-role-type', code: 'authserver' }),
      who: named('Device', portalIdentifier(url)),
      requestor: false,
    },
  ]
}

/** Whom it was about was not kept: their number stands for them. */
function peopleOf(count: number) {
  return {
    what: {
      type: 'Patient',
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }],
    },
    type: { system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type', code: '1', display: 'Person' },
    role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1', display: 'Patient' },
    detail: [{ type: 'number-of-people', valueString: String(count) }],
  }
}

function consentOf({ target }: NotedDecision, url: string) {
  const identifier =
    'programme' in target
      ? { system: `${url}/programmes`, value: target.programme }
      : { system: `${url}/data-uses`, value: target.data_use }
  return { what: named('Consent', identifier), type: { system: RESOURCE_TYPES, code: 'Consent' } }
}

function portalIdentifier(url: string): Identifier {
  return { system: 'urn:ietf:rfc:3986', value: url }
}

function named(type: string, identifier: Identifier) {
  return { type, identifier }
}
