import type { Choices } from '../consent/choices.ts'
import { type Day, dayOf } from '../day.ts'
import { ACT_CODE, type CodeableConcept, concept, pseudonymSystem, type Reference } from './coding.ts'
import { type FhirProvision, permitsOf } from './consent-provisions.ts'
import { type ConsentRecord, type ConsentStatus, changedOn } from './consent-record.ts'

export type ConsentResource = {
  resourceType: 'Consent'
  id: string
  meta: { lastUpdated: string }
  status: ConsentStatus
  scope: CodeableConcept
  category: CodeableConcept[]
  patient: Reference
  dateTime: Day
  organization: Reference[]
  policy: { uri: string }[]
  provision: FhirProvision
}

/** A consent as FHIR R4 writes it; times are whole days, so that two hospitals cannot match on them. */
export function consentResource(
  record: ConsentRecord,
  { id, url, status, at }: { id: string; url: string; status: ConsentStatus; at: Date },
): ConsentResource {
  const { consent, pseudonym, organisationId, authority } = record
  return {
    resourceType: 'Consent',
    id,
    meta: { lastUpdated: `${changedOn(record, at)}T00:00:00Z` },
    status,
    scope: RESEARCH_SCOPE,
    category: CATEGORIES,
    patient: { type: 'Patient', identifier: { system: pseudonymSystem(url, organisationId), value: pseudonym } },
    dateTime: dayOf(consent.decidedAt),
    organization: [
      {
        type: 'Organization',
        identifier: { system: `${url}/programmes`, value: consent.programmeId },
        display: authority,
      },
    ],
    policy: [{ uri: `${url}/programmes/${consent.programmeId}/forms/${consent.formId ?? 'any'}` }],
    provision: { type: 'deny', ...(status === 'active' && permittedBy(consent, url)) },
  }
}

export const RESEARCH_SCOPE = concept({
  system: 'http://terminology.hl7.org/CodeSystem/consentscope',
  code: 'research',
  display: 'Research',
})

export const CATEGORIES = [
  concept({ system: 'http://loinc.org', code: '57016-8', display: 'Privacy policy acknowledgement Document' }),
  concept({ system: ACT_CODE, code: 'RESEARCH', display: 'research information access' }),
]

type Given = { choices: Choices | null; decidedAt: Date; expiresAt: Date | null }

/** What has ended permits nothing any more, whoever forgets to look at the status. */
function permittedBy({ choices, decidedAt, expiresAt }: Given, url: string): { provision?: FhirProvision[] } {
  if (!choices || !expiresAt) return {}
  const life = { from: dayOf(decidedAt), until: dayOf(expiresAt) }
  const provision = permitsOf(choices.provisions, { url, life })
  return provision.length > 0 ? { provision } : {}
}
