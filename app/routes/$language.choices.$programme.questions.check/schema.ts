import { z } from 'zod'
import { ASK_AGAIN, askAgainDay } from '#app/domain/consent/ask-again.ts'
import type { Day } from '#app/domain/day.ts'

/** The form that was answered, the answers that were on the page, and with *later* when to ask again. */
export const confirmationSchema = z.object({
  confirm: z.literal('yes', 'field-required'),
  form: z.string('field-required'),
  shown: z.string().optional(),
  again: z.array(z.enum(ASK_AGAIN, 'field-not-accepted')).max(1, 'field-not-accepted'),
  again_day: z.string().optional(),
})

export type Confirmation = z.output<typeof confirmationSchema>

/** The day that was chosen with *later*, or what to look at again. */
export function askAgainOf(
  { again: [when], again_day }: Pick<Confirmation, 'again' | 'again_day'>,
  today: Day,
): { ok: true; day: Day | null } | { ok: false; errors: Record<string, string> } {
  if (!when) return { ok: false, errors: { again: 'answer-required' } }
  const decision = askAgainDay({ when, day: again_day }, today)
  return decision.ok ? { ok: true, day: decision.event } : { ok: false, errors: { again_day: decision.refusal } }
}
