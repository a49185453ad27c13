import { z } from 'zod'
import { ACTS } from '#app/domain/access/acting.ts'
import { isDay } from '#app/domain/day.ts'

const day = z.string('field-required').refine(isDay, 'representation-day-not-real')

/** Who is named, for what and until when; `all` among the programmes is all of them. */
export const namingSchema = z.object({
  name: z.string('field-required').max(60, 'field-too-long'),
  acts: z.array(z.enum(ACTS)).min(1, 'representation-without-act'),
  programmes: z.array(z.string()).min(1, 'representation-without-programme'),
  first_day: day,
  last_day: day,
  pin: z.string('pin-needed'),
})
