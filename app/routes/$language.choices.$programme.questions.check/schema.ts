import { z } from 'zod'

/** The form that was answered, and the answers that were on the page. */
export const confirmationSchema = z.object({
  confirm: z.literal('yes', 'field-required'),
  form: z.string('field-required'),
  shown: z.string().optional(),
})
