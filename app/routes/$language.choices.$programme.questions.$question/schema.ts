import { z } from 'zod'

/** One answer, or each that was ticked, and the version of the form that it was given on. */
export const answerSchema = z.object({
  answer: z.array(z.string()).max(50, 'field-not-accepted'),
  form: z.string().optional(),
})
