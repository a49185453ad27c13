import { z } from 'zod'
import { LANGUAGES } from '#app/i18n/languages.ts'

export const newSummarySchema = z.object({
  programme: z.string(),
  words: z.enum(LANGUAGES).optional(),
  title: z.string(),
  data_use: z.array(z.string()),
})
