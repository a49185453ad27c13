import { z } from 'zod'

export const extensionSchema = z.object({ reason: z.string() })
