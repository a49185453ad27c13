import { z } from 'zod'
import { WITHDRAWAL_TIERS } from '#app/domain/consent/events.ts'

/** How far to go; the PIN where the sign-in is not fresh enough for what cannot be undone. */
export const withdrawalSchema = z.object({
  tier: z.enum(WITHDRAWAL_TIERS, 'answer-required'),
  pin: z.string().optional(),
})
