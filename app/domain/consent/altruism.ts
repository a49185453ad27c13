import { dayOf } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import type { Choices } from './choices.ts'
import type { AltruismMode, ConsentEvent, Snapshot } from './events.ts'
import { permittingProvision, type UseRequest } from './provision.ts'
import type { Standing } from './standing.ts'

/** Standing wishes for uses beyond one programme (DGA Art. 2(16)); an objection must be reversed before they can permit. */
export function altruismPreference(
  standing: Standing,
  { mode, choices, snapshot }: { mode: AltruismMode; choices: Choices; snapshot: Snapshot },
): Decision<ConsentEvent, 'objection-stands'> {
  if (mode !== 'leave-me-out' && standing.objectedIn.length > 0) return refused('objection-stands')
  return recorded({ type: 'altruism-preferred', mode, choices, snapshot })
}

/** The answer to one data use that asked. */
export function useAnswer(
  standing: Standing,
  { dataUseId, answer, snapshot }: { dataUseId: string; answer: 'yes' | 'no'; snapshot: Snapshot },
): Decision<ConsentEvent, 'objection-stands' | 'altruism-not-chosen'> {
  if (answer === 'yes' && standing.objectedIn.length > 0) return refused('objection-stands')
  if (answer === 'yes' && !standing.altruism) return refused('altruism-not-chosen')
  return recorded({ type: 'use-answered', dataUseId, answer, snapshot })
}

/** How a data use meets a person's wishes: she is in it, it asks her, she said no, or it does not match. */
export function matchOf(
  standing: Standing,
  use: UseRequest & { id: string },
  at: Date,
): 'included' | 'asks' | 'declined' | 'no-match' {
  const { altruism } = standing
  if (!altruism || altruism.mode === 'leave-me-out' || standing.objectedIn.length > 0) return 'no-match'
  if (permittingProvision(altruism.choices.provisions, use, dayOf(at)) === null) return 'no-match'
  const answer = standing.useAnswers[use.id]
  if (answer === 'no') return 'declined'
  return altruism.mode === 'include-me' || answer === 'yes' ? 'included' : 'asks'
}
