import { z } from 'zod'

/** What a clerk found, and that the scan was before their eyes. */
export const checkSchema = z.object({
  quality: z.enum(['correct', 'incorrect'], 'answer-required'),
  compared: z.literal('yes').optional(),
})
