import { z } from 'zod'
import { AFTER_DEATH, INCIDENTAL_FINDINGS } from '#app/domain/consent/choices.ts'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import { isRegion } from '#app/domain/consent/region.ts'
import { FORM_NAME } from '#app/domain/form/names.ts'

/** One more than a file may bring, so that there is always room for another. */
export const MOST_OPTIONS = 31

export const GROUPS = ['eu-eea', 'adequate'] as const
export const SCANS = ['all', 'already-made', 'still-to-come'] as const
export const OUTCOMES = ['consent', 'refusal', 'deferral'] as const

const name = z.string('field-required').regex(FORM_NAME, 'form-names-not-readable')
const names = z.string().regex(/^[a-z0-9\s-]*$/, 'form-names-not-readable')

/** The fields of one answer; an answer without a name is none. */
const optionShape = {
  value: name.optional(),
  outcome: z.enum(OUTCOMES).optional(),
  purpose: z.array(z.enum(PURPOSES)),
  recipient: z.array(z.enum(RECIPIENTS)),
  region: z.array(z.enum(GROUPS)),
  countries: z
    .string()
    .regex(/^[A-Z]{2}(\s+[A-Z]{2})*$/, 'form-countries-not-readable')
    .refine((codes) => codes.split(/\s+/).every(isRegion), 'form-country-unknown')
    .optional(),
  data: z.array(z.enum(DATA_CATEGORIES)),
  scans: z.enum(SCANS).optional(),
  use_years: z
    .string()
    .regex(/^([1-9]|[1-4]\d|50)$/, 'form-years-not-readable')
    .optional(),
  recontact: z.enum(['yes', 'no']).optional(),
  findings: z.enum(INCIDENTAL_FINDINGS).optional(),
  after_death: z.enum(AFTER_DEATH).optional(),
  leads_to: names.optional(),
}

const optionSchema = z.object(optionShape)
export type SentOption = z.output<typeof optionSchema>

const numbered = Object.fromEntries(
  Array.from({ length: MOST_OPTIONS }, (_, place) =>
    Object.entries(optionShape).map(([field, type]) => [`${field}_${place + 1}`, type]),
  ).flat(),
) as Record<string, z.ZodType>

export const questionSchema = z.object({
  ...numbered,
  intent: z.enum(['save', 'remove'], 'form-not-readable'),
  revision: z.string('form-not-readable').regex(/^\d{1,9}$/, 'form-not-readable'),
  name,
  place: z
    .string()
    .regex(/^\d{1,2}$/, 'field-not-accepted')
    .optional(),
  several: z.enum(['one', 'as-many']).optional(),
})

export type SentQuestion = z.output<typeof questionSchema>

/** The answers that were sent, in their order. */
export function sentOptions(sent: SentQuestion): (SentOption & { value: string })[] {
  const fields = sent as unknown as Record<string, unknown>
  return Array.from({ length: MOST_OPTIONS }, (_, place) => {
    const own = Object.keys(optionShape).map((field) => [field, fields[`${field}_${place + 1}`]])
    return Object.fromEntries(own) as SentOption
  }).filter((option): option is SentOption & { value: string } => option.value !== undefined)
}
