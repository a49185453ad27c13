import { z } from 'zod'
import { ASK_AGAIN_FIELDS } from '#app/http/ask-again.ts'

/** The form that was answered, the answers that were on the page, and with *later* when to ask again. */
export const confirmationSchema = z.object({
  confirm: z.literal('yes', 'field-required'),
  form: z.string('field-required'),
  shown: z.string().optional(),
  ...ASK_AGAIN_FIELDS,
})
