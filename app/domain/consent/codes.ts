/** The codes of the four axes of a provision, as they stand on the wire (mapping to DPV, DUO and FHIR: `vocabulary.ts`). */
export const PURPOSES = [
  'ai-development',
  'ai-validation',
  'scientific-research',
  'public-health',
  'education',
  'product-development',
] as const

export const RECIPIENTS = ['public-research', 'non-profit', 'company'] as const

export const DATA_CATEGORIES = [
  'imaging-ct',
  'imaging-mg',
  'imaging-mr',
  'imaging-other',
  'reports',
  'clinical',
  'pathology',
] as const

export type Purpose = (typeof PURPOSES)[number]
export type Recipient = (typeof RECIPIENTS)[number]
export type DataCategory = (typeof DATA_CATEGORIES)[number]

export function isPurpose(code: string): code is Purpose {
  return (PURPOSES as readonly string[]).includes(code)
}

export function isRecipient(code: string): code is Recipient {
  return (RECIPIENTS as readonly string[]).includes(code)
}

export function isDataCategory(code: string): code is DataCategory {
  return (DATA_CATEGORIES as readonly string[]).includes(code)
}
