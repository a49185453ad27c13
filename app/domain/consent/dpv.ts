import type { ConsentEvent } from './events.ts'

/** The codes of the axes in the vocabularies of the W3C Data Privacy Vocabularies group (DPV 2.3 and its extensions). */
const DPV = 'https://w3id.org/dpv#'
const EHDS = 'https://w3id.org/dpv/legal/eu/ehds#'
const GDPR = 'https://w3id.org/dpv/legal/eu/gdpr#'

/** ISO/IEC TS 27560 as the DPV guide writes it. */
export const RECEIPT_SCHEMA = 'https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr'

export const LAWFUL_BASIS = [`${GDPR}A6-1-a`, `${GDPR}A9-2-a`]
export const RIGHT_TO_WITHDRAW = `${GDPR}A7-3`
export const RIGHT_TO_OBJECT = `${EHDS}A71`
export const DATA_ALTRUISM = `${DPV}DataAltruism`
export const EXPLICIT_CONSENT = `${DPV}ExplicitlyExpressedConsent`

const PURPOSES: Record<string, string[]> = {
  'ai-development': [`${EHDS}TrainTestAndEvaluateAISystemsAlgorithms`],
  'ai-validation': [`${EHDS}TrainTestAndEvaluateAISystemsAlgorithms`],
  'scientific-research': [`${EHDS}HealthcareScientificResearch`, `${DPV}ScientificResearch`],
  'public-health': [`${EHDS}PublicInterestRelatedToHealth`],
  education: [`${DPV}PublicBenefit`],
  'product-development': [`${DPV}CommercialResearch`],
}

/** A code of ours with the IRIs that others know it by; where there is none, the code stands alone. */
export function purposeIris(code: string): string[] {
  return Object.hasOwn(PURPOSES, code) ? (PURPOSES[code] ?? []) : []
}

export function dataIris(code: string): string[] {
  return code.startsWith('imaging-') ? [`${EHDS}MedicalImaging`] : []
}

/** The state of a consent after this event; null for what is no consent. */
export function consentStateIri(event: ConsentEvent): string | null {
  switch (event.type) {
    case 'consent-given':
    case 'consent-changed':
      return `${DPV}ConsentGiven`
    case 'consent-reaffirmed':
      return `${DPV}RenewedConsentGiven`
    case 'consent-refused':
      return `${DPV}ConsentRefused`
    case 'consent-deferred':
      return `${DPV}ConsentRequestDeferred`
    case 'consent-withdrawn':
      return `${DPV}ConsentWithdrawn`
    case 'altruism-preferred':
      return `${DPV}${ALTRUISM_STATES[event.mode]}`
    case 'use-answered':
      return `${DPV}${event.answer === 'yes' ? 'ConsentGiven' : 'ConsentRefused'}`
    case 'claim-voided':
      return `${DPV}ConsentInvalidated`
    case 'objected':
    case 'objection-reversed':
    case 'enrolment-corrected':
    case 'death-reported':
    case 'death-taken-back':
      return null
  }
}

const ALTRUISM_STATES = {
  'include-me': 'ConsentGiven',
  'ask-me': 'ConsentRequestDeferred',
  'leave-me-out': 'ConsentRefused',
} as const
