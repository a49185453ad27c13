import { z } from 'zod'

export const passwordSchema = z.object({
  email: z.string(),
  password: z.string(),
  wanted: z.string(),
  again: z.string(),
})
