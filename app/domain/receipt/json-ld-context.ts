/** What each member of a receipt means in DPV 2.3 (JSON-LD 1.1); what nobody else has a word for is ours. */
export function receiptContext(url: string) {
  return {
    '@version': 1.1,
    dpv: 'https://w3id.org/dpv#',
    dct: 'http://purl.org/dc/terms/',
    skos: 'http://www.w3.org/2004/02/skos/core#',
    xsd: 'http://www.w3.org/2001/XMLSchema#',
    accord: `${url}/codes/receipt#`,
    ...HEADER,
    ...PROCESSING,
    ...PARTIES,
    event: { '@id': 'dpv:hasConsentStatus', '@context': EVENT },
    provisions: { '@id': 'accord:provisions', '@type': '@json' },
    recontact: 'accord:recontact',
    incidental_findings: 'accord:incidental-findings',
    after_death: 'accord:after-death',
    snapshot: 'accord:snapshot',
    sha256: 'accord:sha256',
    content: { '@id': 'accord:content', '@type': '@json' },
    seal: 'accord:seal',
  }
}

const HEADER = {
  schema_version: iri('dct:conformsTo'),
  record_id: 'dct:identifier',
  pii_principal_id: 'dpv:hasDataSubject',
}

const PROCESSING = {
  language: 'dct:language',
  privacy_notice: iri('dpv:hasNotice'),
  jurisdiction: 'dpv:hasJurisdiction',
  service: 'dpv:hasService',
  data_use: 'accord:data-use',
  form: 'accord:form',
  lawful_basis: iri('dpv:hasLegalBasis'),
  privacy_rights: iri('dpv:hasRight'),
  purpose: 'dpv:hasPurpose',
  purpose_type: iri('dpv:hasPurpose'),
  pii_information: 'dpv:hasPersonalData',
  pii_type: 'skos:notation',
  code: 'skos:notation',
  iri: '@type',
  recipient_third_parties: 'dpv:hasRecipient',
  geographic_restrictions: 'accord:geographic-restrictions',
  storage_locations: 'dpv:hasLocation',
  retention_period: { '@id': 'dct:valid', '@type': 'xsd:dateTime' },
  withdrawal_method: iri('dpv:isExercisedAt'),
}

const PARTIES = {
  pii_controllers: 'dpv:hasDataController',
  party_name: 'dpv:hasName',
  party_type: 'dct:type',
  party_contact: 'dpv:hasContact',
  name: 'dpv:hasName',
  email: 'accord:email',
  phone: 'accord:phone',
}

/** Inside the event, whose own name stands for the kind of thing that happened. */
const EVENT = {
  event_time: { '@id': 'dpv:isIndicatedAtTime', '@type': 'xsd:dateTime' },
  event_type: iri('dct:type'),
  event_state: iri('dpv:hasStatus'),
  entity_id: 'dpv:isIndicatedBy',
  entity_type: 'accord:entity-type',
  indication_method: 'dpv:hasIndicationMethod',
  validity_duration: 'dct:valid',
  event: 'accord:event',
  tier: 'accord:tier',
  mode: 'accord:mode',
  answer: 'accord:answer',
  country: 'accord:country',
}

function iri(property: string) {
  return { '@id': property, '@type': '@id' }
}
