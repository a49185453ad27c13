import { z } from 'zod'

/** One answer, and the version of the form that it was given on. */
export const answerSchema = z.object({ answer: z.string('answer-required'), form: z.string().optional() })
