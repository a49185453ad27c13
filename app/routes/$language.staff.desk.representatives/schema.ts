import { z } from 'zod'

/** One page, three buttons: register a representative of a minor, confirm what another clerk registered, or end it. */
export const deskSchema = z.object({
  act: z.enum(['register', 'confirm', 'end']),
  pseudonym: z.string().default(''),
  birth_day: z.string().default(''),
  birth_month: z.string().default(''),
  birth_year: z.string().default(''),
  representation: z.uuid('representation-not-found').optional(),
})
