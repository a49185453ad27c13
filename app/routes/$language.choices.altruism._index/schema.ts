import { z } from 'zod'
import type { AltruismWishes } from '#app/domain/consent/altruism-choices.ts'
import { ALTRUISM_MODES } from '#app/domain/consent/events.ts'

const yesOrNo = z.enum(['yes', 'no'], 'answer-required')

/** The wishes; `confirm` on the second page, once their meaning was shown. */
export const wishesSchema = z.object({
  answer: z.enum(ALTRUISM_MODES, 'answer-required'),
  companies: yesOrNo.optional(),
  reports: yesOrNo.optional(),
  confirm: z.literal('yes', 'field-not-accepted').optional(),
  change: z.literal('yes', 'field-not-accepted').optional(),
})

export type WishesForm = z.output<typeof wishesSchema>

/** Whoever wants to be left out is not asked how far. */
export function unanswered({ answer, companies, reports }: WishesForm): Record<string, string> {
  if (answer === 'leave-me-out') return {}
  return {
    ...(companies ? {} : { companies: 'answer-required' }),
    ...(reports ? {} : { reports: 'answer-required' }),
  }
}

export function wishesOf({ answer, companies, reports }: WishesForm): AltruismWishes {
  return { mode: answer, companies: companies === 'yes', reports: reports === 'yes' }
}
