import { z } from 'zod'
import { ASK_AGAIN_FIELDS } from '#app/http/ask-again.ts'

/** The version that she puts off, and when to ask again. */
export const keepingSchema = z.object({ form: z.string('field-required'), ...ASK_AGAIN_FIELDS })
