import { z } from 'zod'

export const objectionSchema = z.object({
  answer: z.enum(['object', 'reverse'], 'answer-required'),
  country: z.string('field-required'),
})
