import { z } from 'zod'
import { ASK_AGAIN } from '#app/domain/consent/ask-again.ts'

/** The version that she puts off, and when to ask again. */
export const keepingSchema = z.object({
  form: z.string('field-required'),
  again: z.array(z.enum(ASK_AGAIN, 'field-not-accepted')).max(1, 'field-not-accepted'),
  again_day: z.string().optional(),
})
