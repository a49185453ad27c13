import type { Choices } from './choices.ts'
import {
  consentStateIri,
  DATA_ALTRUISM,
  dataIris,
  EXPLICIT_CONSENT,
  LAWFUL_BASIS,
  purposeIris,
  RECEIPT_SCHEMA,
  RIGHT_TO_OBJECT,
  RIGHT_TO_WITHDRAW,
} from './dpv.ts'
import type { Actor, ConsentEvent, Snapshot } from './events.ts'
import type { Provision } from './provision.ts'

export type ReceiptFacts = {
  id: string
  recordedAt: Date
  by: Actor
  event: ConsentEvent
  snapshot: Snapshot
  /** SHA-256 of the snapshot, in hexadecimal. */
  hash: string
  /** A name for the person that says nothing about her. */
  principal: string
  /** A name for who acted, which for people says nothing about them either. */
  entity: string
  controllers: string[]
  contact: { name: string; email: string; phone: string } | null
  countries: string[]
  privacyNotice: string
  withdrawalMethod: string
}

export type ReceiptRecord = ReturnType<typeof receiptRecord>

/** A receipt for machines: ISO/IEC TS 27560 in the members of the DPV guide, with the exact words and their hash. */
export function receiptRecord(facts: ReceiptFacts) {
  const { event, snapshot } = facts
  const provisions = 'choices' in event ? event.choices.provisions : []
  return {
    schema_version: RECEIPT_SCHEMA,
    record_id: facts.id,
    pii_principal_id: facts.principal,
    language: snapshot.language,
    privacy_notice: facts.privacyNotice,
    jurisdiction: facts.countries,
    ...('programmeId' in event ? { service: event.programmeId } : {}),
    ...('dataUseId' in event ? { data_use: event.dataUseId } : {}),
    ...('formId' in event ? { form: event.formId } : {}),
    lawful_basis: isObjection(event) ? [] : LAWFUL_BASIS,
    privacy_rights: [isObjection(event) ? RIGHT_TO_OBJECT : RIGHT_TO_WITHDRAW],
    purpose: codes(provisions, 'purpose').map((code) => ({ code, iri: purposeIris(code) })),
    ...(isAltruism(event) ? { purpose_type: DATA_ALTRUISM } : {}),
    pii_information: codes(provisions, 'data').map((code) => ({ pii_type: code, iri: dataIris(code) })),
    recipient_third_parties: codes(provisions, 'recipient'),
    geographic_restrictions: codes(provisions, 'region'),
    storage_locations: facts.countries,
    retention_period: 'expiresAt' in event ? event.expiresAt.toISOString() : null,
    pii_controllers: facts.controllers.map((name) => ({
      party_name: name,
      party_type: 'controller',
      ...(facts.contact && { party_contact: facts.contact }),
    })),
    withdrawal_method: facts.withdrawalMethod,
    event: {
      event_time: facts.recordedAt.toISOString(),
      event_type: isObjection(event) ? RIGHT_TO_OBJECT : EXPLICIT_CONSENT,
      event_state: consentStateIri(event),
      entity_id: facts.entity,
      entity_type: facts.by.kind,
      indication_method: facts.by.how,
      validity_duration: validity(facts),
      event: event.type,
      ...('tier' in event ? { tier: event.tier } : {}),
      ...('mode' in event ? { mode: event.mode } : {}),
      ...('answer' in event ? { answer: event.answer } : {}),
      ...('country' in event ? { country: event.country } : {}),
    },
    provisions,
    ...('choices' in event ? besideProvisions(event.choices) : {}),
    /** The hash is over the content as JSON without spaces, in UTF-8. */
    snapshot: { sha256: facts.hash, content: snapshot },
  }
}

function besideProvisions({ recontact, incidental_findings, after_death }: Choices) {
  return { recontact, incidental_findings, ...(after_death && { after_death }) }
}

/** From when until when, as ISO 8601 writes an interval; null where no end was set. */
function validity({ event, recordedAt }: ReceiptFacts): string | null {
  return 'expiresAt' in event ? `${recordedAt.toISOString()}/${event.expiresAt.toISOString()}` : null
}

function isObjection(event: ConsentEvent): boolean {
  return event.type === 'objected' || event.type === 'objection-reversed'
}

function isAltruism(event: ConsentEvent): boolean {
  return event.type === 'altruism-preferred' || event.type === 'use-answered'
}

function codes(provisions: readonly Provision[], axis: 'purpose' | 'recipient' | 'region' | 'data'): string[] {
  return [...new Set(provisions.flatMap((provision) => provision[axis]))]
}
