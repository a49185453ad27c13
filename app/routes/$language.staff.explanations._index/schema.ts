import { z } from 'zod'
import { moment } from '#app/http/moment.ts'

export const decisionSchema = z.object({
  decision: z.string().max(64, 'decision-not-found'),
  pseudonym: z.string().max(64, 'field-too-long'),
  known_at: moment.optional(),
})
