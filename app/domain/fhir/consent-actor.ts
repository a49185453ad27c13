import type { ReceiptRecord } from '../consent/receipt-record.ts'
import type { Reference } from './coding.ts'

type By = Pick<ReceiptRecord['event'], 'entity_id' | 'entity_type' | 'indication_method'>

/** The person of a receipt, by the name that all of her receipts have in common and nothing else has. */
export function patientOf({ pii_principal_id: value }: ReceiptRecord, url: string): Reference {
  return { type: 'Patient', identifier: { system: `${url}/receipts/people`, value } }
}

/**
 * Who agreed (FHIR R4 Consent.performer): her representative or, also on paper, by phone or with help, she herself.
 * Never an actor of the provision: R4 would read that as whom alone the outer denial binds.
 */
export function performedBy(record: ReceiptRecord, url: string): { performer?: Reference[] } {
  const { entity_id: value, entity_type: kind, indication_method: how } = record.event
  if (kind === 'representative') {
    return { performer: [{ type: 'RelatedPerson', identifier: { system: `${url}/receipts/representatives`, value } }] }
  }
  const isHerWord = kind === 'contributor' || (kind === 'organisation' && how !== 'letter')
  return isHerWord ? { performer: [patientOf(record, url)] } : {}
}

/** The way in, and the hospital that entered it; R4 has no members for either. */
export function enteredBy({ entity_id: value, entity_type: kind, indication_method: how }: By, url: string) {
  const extension = (name: string) => `${url}/fhir/R4/StructureDefinition/${name}`
  const hospital = { type: 'Organization', identifier: { system: `${url}/organisations`, value } }
  return [
    { url: extension('way-of-acting'), valueCode: how },
    ...(kind === 'organisation' ? [{ url: extension('entered-by'), valueReference: hospital }] : []),
  ]
}
