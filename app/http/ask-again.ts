import { z } from 'zod'
import { ASK_AGAIN, askAgainDay } from '#app/domain/consent/ask-again.ts'
import type { Day } from '#app/domain/day.ts'

/** When to ask again somebody who says *later*, as the fields of its choices say it. */
export const ASK_AGAIN_FIELDS = {
  again: z.array(z.enum(ASK_AGAIN, 'field-not-accepted')).max(1, 'field-not-accepted'),
  again_day: z.string().optional(),
}

type AskAgainFields = z.output<z.ZodObject<typeof ASK_AGAIN_FIELDS>>

/** The day that was chosen with *later*, or what to look at again. */
export function askAgainOf(
  { again: [when], again_day }: AskAgainFields,
  today: Day,
): { ok: true; day: Day | null } | { ok: false; errors: Record<string, string> } {
  if (!when) return { ok: false, errors: { again: 'answer-required' } }
  const decision = askAgainDay({ when, day: again_day }, today)
  return decision.ok ? { ok: true, day: decision.event } : { ok: false, errors: { again_day: decision.refusal } }
}
