import { z } from 'zod'
import { FIGURE_UNITS } from '#app/domain/impact/summary.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { ROWS, type RowFields } from './figure-rows.ts'

export const INTENTS = ['save', 'submit', 'send-back', 'publish', 'correct', 'retire'] as const
export type Intent = (typeof INTENTS)[number]

const rowFields = Object.fromEntries(
  Array.from({ length: ROWS }, (_, place) => place + 1).flatMap((number) => [
    [
      `row_key_${number}`,
      z
        .string('form-not-readable')
        .regex(/^[a-z0-9-]{1,40}$/, 'form-not-readable')
        .optional(),
    ],
    [`row_label_${number}`, z.string().max(200, 'field-too-long').optional()],
    [
      `row_value_${number}`,
      z
        .string()
        .regex(/^\d{1,9}([.,]\d{1,2})?$/, 'figure-value-not-accepted')
        .optional(),
    ],
  ]),
) as Record<keyof RowFields, z.ZodOptional<z.ZodString>>

/** Everything that may be sent to a summary: what is to happen, the words of one language, what publishing needs. */
export const summarySchema = z.object({
  intent: z.enum(INTENTS, 'form-not-readable'),
  /** What the page showed, so that nobody publishes or overwrites what they have not seen. */
  edition: z.string().optional(),
  words: z.enum(LANGUAGES).optional(),
  title: z.string().max(200, 'field-too-long').optional(),
  lead: z.string().max(1000, 'field-too-long').optional(),
  body: z.string().optional(),
  figure_title: z.string().max(200, 'field-too-long').optional(),
  unit: z.enum(FIGURE_UNITS).optional(),
  what_next: z.string().max(2000, 'field-too-long').optional(),
  data_use: z.array(z.string()),
  with_notice: z.literal('yes').optional(),
  password: z.string().optional(),
  ...rowFields,
})

export type SummaryForm = z.output<typeof summarySchema>

/** The text of a summary is longer than other fields. */
export const LONGEST_TEXT = 10_000
