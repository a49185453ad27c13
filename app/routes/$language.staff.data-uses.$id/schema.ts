import { z } from 'zod'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { particularsSchema } from '../$language.staff.data-uses.new/schema.ts'

export const INTENTS = ['save', 'write', 'approve', 'suspend', 'resume', 'end', 'discard'] as const
export type Intent = (typeof INTENTS)[number]

/** What its own page says that was done; of what is thrown away there is none. */
export const DONE = ['save', 'write', 'approve', 'suspend', 'resume', 'end'] as const satisfies Intent[]

/** What is to happen to a data use. */
export const intentSchema = z.object({
  intent: z.enum(INTENTS, 'form-not-readable'),
  /** What the page showed, so that nobody approves or overwrites what they have not seen. */
  edition: z.string().optional(),
  password: z.string().optional(),
  words: z.enum(LANGUAGES).optional(),
  title: z.string().max(200, 'field-too-long').optional(),
  summary: z.string().max(1000, 'field-too-long').optional(),
})

/** The same with the particulars, which only saving them needs. */
export const saveSchema = intentSchema.extend(particularsSchema.shape)

export const LONGEST_TEXT = 1000
