import { z } from 'zod'

export const archiveSchema = z.object({ pin: z.string() })
