import { z } from 'zod'

/** One page, two buttons: register a representative of a minor, or end one that was registered. */
export const deskSchema = z.object({
  act: z.enum(['register', 'end']),
  pseudonym: z.string().default(''),
  birth_day: z.string().default(''),
  birth_month: z.string().default(''),
  birth_year: z.string().default(''),
  representation: z.uuid('representation-not-found').optional(),
})
