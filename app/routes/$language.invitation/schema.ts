import { z } from 'zod'

/** What opens a letter; `join` only where someone who is signed in was asked. */
export const schema = z.object({
  code: z.string('code-needed'),
  birth_day: z.string('birth-date-needed'),
  birth_month: z.string('birth-date-needed'),
  birth_year: z.string('birth-date-needed'),
  join: z.enum(['yes', 'no']).optional(),
})
