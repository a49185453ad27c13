import { z } from 'zod'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import { isRegion } from '#app/domain/consent/region.ts'
import { isDay } from '#app/domain/day.ts'
import { moment } from '#app/http/moment.ts'

const day = z.string().refine(isDay, 'day-not-readable')

export const questionSchema = z.object({
  hospital: z.uuid('field-not-accepted'),
  pseudonym: z.string().max(64, 'field-too-long'),
  /** `consent:` and a programme, or `altruism:` and a data use. */
  basis: z.string().regex(/^(consent|altruism):[a-z0-9][a-z0-9-]{0,63}$/, 'field-not-accepted'),
  purpose: z.enum(PURPOSES),
  recipient: z.enum(RECIPIENTS),
  region: z.string().refine(isRegion, 'region-not-known'),
  data: z.array(z.enum(DATA_CATEGORIES)).min(1, 'field-required'),
  acquired_from: day.optional(),
  acquired_until: day.optional(),
  at: moment,
  known_at: moment.optional(),
})

export type Question = z.output<typeof questionSchema>
