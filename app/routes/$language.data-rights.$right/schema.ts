import { z } from 'zod'

/** So much may be written with a request, or with its answer. */
export const LONGEST_WORDS = 2000

/** Of whom it is asked, a programme or `accord` itself, and her words. */
export const askSchema = z.object({
  of: z.string('answer-required').max(100, 'programme-not-found'),
  words: z.string().optional(),
})
