import { z } from 'zod'

/** What opens an invitation to act for somebody; a decision only once it was shown what is asked. */
export const acceptSchema = z.object({
  number: z.string('field-required').max(64, 'field-too-long'),
  code: z.string('code-needed').max(64, 'field-too-long'),
  decide: z.enum(['yes', 'no']).optional(),
  name: z.string().max(60, 'field-too-long').optional(),
})
