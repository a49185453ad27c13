import { z } from 'zod'
import { ANSWERS_TO_RIGHT } from '#app/domain/right/data-right.ts'

export const answerSchema = z.object({
  outcome: z.enum(ANSWERS_TO_RIGHT, 'answer-required'),
  answer: z.string(),
})
