import { z } from 'zod'

export const askedUseSchema = z.object({ answer: z.enum(['yes', 'no'], 'answer-required') })
