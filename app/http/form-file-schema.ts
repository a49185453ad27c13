import { z } from 'zod'
import { AFTER_DEATH, INCIDENTAL_FINDINGS } from '../domain/consent/choices.ts'
import { isDataCategory, isPurpose, isRecipient } from '../domain/consent/codes.ts'
import { FORM_CHANGES } from '../domain/consent/form.ts'
import { isRegion } from '../domain/consent/region.ts'
import { FORM_NAME, FORM_VERSION } from '../domain/form/names.ts'
import { LONGEST_LIST, TEXT_LIMITS } from '../domain/form/text-limits.ts'
import { LANGUAGES } from '../i18n/languages.ts'
import { isReadable } from './readable-text.ts'

/** The message of a text with signs in it that cannot be shown; every other message is a code that nobody knows. */
export const NOT_READABLE = 'not-readable'

const name = z.string().regex(FORM_NAME)
const text = (part: keyof typeof TEXT_LIMITS) => z.string().max(TEXT_LIMITS[part]).refine(isReadable, NOT_READABLE)
const list = <Schema extends z.ZodType>(schema: Schema, longest: number) => z.array(schema).max(longest)
const codes = (isKnown: (code: string) => boolean) =>
  list(
    z
      .string()
      .max(40)
      .superRefine((code, context) => {
        if (!isKnown(code)) context.addIssue({ code: 'custom', message: code })
      }),
    40,
  )

const optionSchema = z.strictObject({
  value: name,
  outcome: z.enum(['consent', 'refusal', 'deferral']).optional(),
  adds: z
    .strictObject({
      purpose: codes(isPurpose),
      recipient: codes(isRecipient),
      region: codes(isRegion),
      data: codes(isDataCategory),
    })
    .partial()
    .optional(),
  scans: z.enum(['already-made', 'still-to-come', 'all']).optional(),
  use_years: z.int().min(1).max(50).optional(),
  recontact: z.boolean().optional(),
  incidental_findings: z.enum(INCIDENTAL_FINDINGS).optional(),
  after_death: z.enum(AFTER_DEATH).optional(),
  leads_to: list(name, 30).optional(),
})

const wordsSchema = z.strictObject({
  title: text('title'),
  promises: list(text('promise'), LONGEST_LIST),
  sections: list(
    z.strictObject({
      id: name,
      heading: text('section-heading'),
      short: text('section-short'),
      longer: text('section-longer'),
      legal: text('section-legal'),
    }),
    40,
  ),
  questions: z.record(
    name,
    z.strictObject({
      question: text('question'),
      help: text('question-help'),
      options: z.record(name, z.strictObject({ label: text('option-label'), meaning: text('option-meaning') })),
    }),
  ),
  what_changed: list(text('what-changed'), LONGEST_LIST).optional(),
  checks: z
    .record(
      name,
      z.strictObject({
        question: text('check-question'),
        options: z.record(name, text('check-option')),
        explanation: text('check-explanation'),
      }),
    )
    .optional(),
})

/** A form's document: no member that is not here, no code that nobody knows, no text that nobody would read. */
export const formFileSchema = z.strictObject({
  accord_form: z.literal(1),
  programme: name,
  version: z.string().regex(FORM_VERSION),
  valid_years: z.int().min(1).max(50),
  follows: z.string().max(80).nullable(),
  change: z.enum(FORM_CHANGES).nullable(),
  questions: list(
    z.strictObject({ id: name, several: z.boolean().optional(), options: list(optionSchema, 30) }),
    30,
  ).min(1),
  checks: list(z.strictObject({ id: name, options: list(name, 10), right: name }), 20),
  words: z.partialRecord(z.enum(LANGUAGES), wordsSchema),
})
