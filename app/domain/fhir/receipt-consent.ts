import type { ReceiptRecord } from '../consent/receipt-record.ts'
import { dayOf } from '../day.ts'
import { SEAL_MARK } from '../receipt/seal.ts'
import { enteredBy, patientOf, performedBy } from './consent-actor.ts'
import { permitsOf } from './consent-provisions.ts'
import { CATEGORIES, RESEARCH_SCOPE } from './consent-resource.ts'
import type { ReceiptStatus, StillCounts } from './receipt-status.ts'

/** A receipt as FHIR R4 writes it, for its own person, with a place for its seal at the end; what permits stands in an active one alone. */
export function receiptConsent(
  record: ReceiptRecord,
  { url, status, counts }: { url: string; status: ReceiptStatus; counts: StillCounts | null },
) {
  const { record_id: id, language, event } = record
  return {
    resourceType: 'Consent' as const,
    id,
    language,
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` }],
    status,
    scope: RESEARCH_SCOPE,
    category: CATEGORIES,
    patient: patientOf(record, url),
    dateTime: event.event_time,
    ...performedBy(record, url),
    organization: record.pii_controllers.map(({ party_name }) => ({ type: 'Organization', display: party_name })),
    sourceAttachment: {
      contentType: 'application/ld+json',
      language,
      url: `${url}/${language}/receipts/${id}.json`,
      creation: event.event_time,
    },
    policy: [{ uri: policyOf(record, url) }],
    provision: { type: 'deny', ...(status === 'active' && counts && permitted(record, counts, url)) },
    extension: [
      ...enteredBy(event, url),
      { url: `${url}/fhir/R4/StructureDefinition/receipt-seal`, valueString: SEAL_MARK },
    ],
  }
}

function permitted({ event }: ReceiptRecord, { provisions, until }: StillCounts, url: string) {
  const life = { from: dayOf(new Date(event.event_time)), until }
  const provision = permitsOf(provisions, { url, life })
  return provision.length > 0 ? { provision } : {}
}

function policyOf({ service, form, data_use, privacy_notice }: ReceiptRecord, url: string): string {
  if (service) return `${url}/programmes/${service}/forms/${form ?? 'any'}`
  return data_use ? `${url}/data-uses/${data_use}` : privacy_notice
}
