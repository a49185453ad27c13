import { z } from 'zod'

/** The version whose changes she has seen. */
export const seenSchema = z.object({ form: z.string('field-required') })
