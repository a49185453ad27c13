/**
 * The names that our receipts use, as the vocabularies themselves list them: dpv-27560.ttl; of DPV 2.3 the modules
 * consent_types, ehds/purposes, ehds/data and ehds/rights; of DPV 2.2, which 2.3 only adds to, consent, consent_status,
 * rights, entities, gdpr/legal_basis, gdpr/legal_basis_special and gdpr/rights. Read on 2026-11-23 in w3c/dpv.
 */
export const DPV_TERMS: Record<string, string[]> = {
  'https://w3id.org/dpv/schema/dpv-27560#': ['record', 'receipt', 'record-eu-gdpr', 'receipt-eu-gdpr'],
  'https://w3id.org/dpv/legal/eu/gdpr#': ['A6-1-a', 'A9-2-a', 'A7-3', 'A21'],
  'https://w3id.org/dpv/legal/eu/ehds#': [
    'A71',
    'HealthcareScientificResearch',
    'ImproveHealthcareEducation',
    'MedicalImaging',
    'PublicInterestRelatedToHealth',
    'TrainTestAndEvaluateAISystemsAlgorithms',
    'TrainTestAndEvaluateHealthAlgorithms',
    'TrainTestAndEvaluateMedicalDevicesAlgorithms',
  ],
  'https://w3id.org/dpv#': [
    'CommercialResearch',
    'ConsentExpired',
    'ConsentGiven',
    'ConsentInvalidated',
    'ConsentRefused',
    'ConsentRequestDeferred',
    'ConsentRequested',
    'ConsentRevoked',
    'ConsentUnknown',
    'ConsentWithdrawn',
    'DataAltruism',
    'ExplicitlyExpressedConsent',
    'ExpressedConsent',
    'PublicBenefit',
    'RenewedConsentGiven',
    'ScientificResearch',
    'hasConsentStatus',
    'hasContact',
    'hasDataController',
    'hasDataSubject',
    'hasIndicationMethod',
    'hasJurisdiction',
    'hasLegalBasis',
    'hasLocation',
    'hasName',
    'hasNotice',
    'hasPersonalData',
    'hasPurpose',
    'hasRecipient',
    'hasRight',
    'hasService',
    'hasStatus',
    'isExercisedAt',
    'isIndicatedAtTime',
    'isIndicatedBy',
  ],
}

/** The states in which data may be used, of all states of a consent (consent_status). */
export const VALID_STATES = ['ConsentGiven', 'RenewedConsentGiven']
