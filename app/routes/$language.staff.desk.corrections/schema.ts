import { z } from 'zod'
import { CORRECTIONS } from '#app/domain/enrolment/correction.ts'
import { isPseudonym } from '#app/domain/enrolment/pseudonym.ts'

const pseudonym = z.string().refine(isPseudonym, 'pseudonym-not-readable')

export const correctionSchema = z.object({
  correction: z.enum(CORRECTIONS, 'answer-required'),
  number: pseudonym,
  other: pseudonym.optional(),
  checked: z.literal('yes', 'correction-not-checked'),
})
