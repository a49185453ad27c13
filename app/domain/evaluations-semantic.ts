/** How several evaluations are worked through (AuthZEN Authorization API 1.0 §7.1.2.1). */
export const EVALUATIONS_SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const

export type EvaluationsSemantic = (typeof EVALUATIONS_SEMANTICS)[number]

/** The decisions that are told: all of them, or those up to and with the first that settles the matter. */
export function decisionsTold(decisions: readonly boolean[], semantic: EvaluationsSemantic): boolean[] {
  if (semantic === 'execute_all') return [...decisions]
  const settling = decisions.indexOf(semantic === 'permit_on_first_permit')
  return settling === -1 ? [...decisions] : decisions.slice(0, settling + 1)
}
