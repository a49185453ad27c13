import { z } from 'zod'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import { OFFERED_REGIONS } from '#app/domain/consent/region.ts'
import { type DataUse, LEGAL_BASES, type Particulars } from '#app/domain/data-use/data-use.ts'
import { dayOf, isDay } from '#app/domain/day.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'

const day = z.string('field-required').refine(isDay, 'data-use-day-not-real')
const text = z.string('field-required').max(200, 'field-too-long')

/** What a data use asks to be approved, as the form sends it. */
export const particularsSchema = z.object({
  legal_basis: z.enum(LEGAL_BASES, 'answer-required'),
  purpose: z.enum(PURPOSES, 'answer-required'),
  recipient: z.enum(RECIPIENTS, 'answer-required'),
  region: z.enum([...OFFERED_REGIONS], 'answer-required'),
  data: z.array(z.enum(DATA_CATEGORIES, 'data-use-code-unknown')).min(1, 'answer-required'),
  organisation: text,
  tool_name: text,
  tool_version: text,
  approval_reference: text,
  starts_on: day,
  ends_on: day,
})

export const newDataUseSchema = particularsSchema.extend({
  programme: z.string('answer-required'),
  words: z.enum(LANGUAGES, 'answer-required'),
  title: text,
})

export type ParticularsForm = z.output<typeof particularsSchema>

export function particularsFrom(form: ParticularsForm): Particulars {
  const { legal_basis, purpose, recipient, region, data, organisation } = form
  return {
    legalBasis: legal_basis,
    purpose,
    recipient,
    region,
    data,
    organisation,
    tool: { name: form.tool_name, version: form.tool_version },
    approvalReference: form.approval_reference,
    startsAt: new Date(`${form.starts_on}T00:00:00Z`),
    endsAt: new Date(`${form.ends_on}T00:00:00Z`),
  }
}

/** The same as the form shows them. */
export function fieldsOf(use: DataUse): Record<string, string> {
  return {
    legal_basis: use.legalBasis,
    purpose: use.purpose,
    recipient: use.recipient,
    region: use.region,
    data: use.data.join(' '),
    organisation: use.organisation,
    tool_name: use.tool.name,
    tool_version: use.tool.version,
    approval_reference: use.approvalReference,
    starts_on: dayOf(use.startsAt),
    ends_on: dayOf(use.endsAt),
  }
}

/** The field that a refusal leads to; the others are about the whole data use. */
export const FIELDS: Record<string, string> = {
  'data-use-ends-before-start': 'ends_on',
  'data-use-is-over': 'ends_on',
  'password-needed': 'password',
  'password-not-matched': 'password',
}
