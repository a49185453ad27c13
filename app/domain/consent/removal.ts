import { type Decision, recorded, refused } from '../decision.ts'

/** What a hospital answers to a removal task. */
export const REMOVAL_OUTCOMES = ['removed', 'nothing-held', 'not-possible'] as const
export type RemovalOutcome = (typeof REMOVAL_OUTCOMES)[number]

/** Why data could not be taken out of a dataset (GDPR Art. 17(3)): the person is told which. */
export const REMOVAL_HINDRANCES = ['anonymous-by-now', 'kept-by-law', 'part-of-a-published-result'] as const
export type RemovalHindrance = (typeof REMOVAL_HINDRANCES)[number]

export type RemovalAnswer = { outcome: RemovalOutcome; hindrance: RemovalHindrance | null }

export type RemovalRefusal = 'removal-hindrance-required' | 'removal-hindrance-without-cause' | 'removal-already-done'

/** What a hospital may answer, after `before`: what could not be removed may be removed later, never the other way round. */
export function removalAnswer(
  before: RemovalAnswer | null,
  { outcome, hindrance }: RemovalAnswer,
): Decision<RemovalAnswer, RemovalRefusal> {
  if (outcome === 'not-possible' && !hindrance) return refused('removal-hindrance-required')
  if (outcome !== 'not-possible' && hindrance) return refused('removal-hindrance-without-cause')
  if (before && before.outcome !== 'not-possible' && before.outcome !== outcome) return refused('removal-already-done')
  return recorded({ outcome, hindrance })
}
