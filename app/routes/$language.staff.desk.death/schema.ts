import { z } from 'zod'
import { isDay } from '#app/domain/day.ts'

/** A death is entered by pseudonym and day; what is confirmed or taken back, by its report. */
export const deathSchema = z.object({
  intent: z.enum(['enter', 'confirm', 'take-back'], 'form-not-readable'),
  pseudonym: z.string().optional(),
  died_on: z.string().refine(isDay, 'ask-again-day-not-real').optional(),
  report: z.uuid('form-not-readable').optional(),
})

export type SentDeath = z.output<typeof deathSchema>
