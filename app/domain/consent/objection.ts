import { type Decision, recorded, refused } from '../decision.ts'
import type { ConsentEvent, Snapshot } from './events.ts'
import type { Standing } from './standing.ts'

/** An objection to secondary use in a country (made for EHDS Art. 71): no reason is asked, and nothing is permitted while it stands. */
export function objection(
  standing: Standing,
  { country, snapshot }: { country: string; snapshot: Snapshot },
): Decision<ConsentEvent, 'objection-already-stands'> {
  if (standing.objectedIn.includes(country)) return refused('objection-already-stands')
  return recorded({ type: 'objected', country, snapshot })
}

/** The explicit reversal; no consent ever reverses an objection by itself. */
export function objectionReversal(
  standing: Standing,
  { country, snapshot }: { country: string; snapshot: Snapshot },
): Decision<ConsentEvent, 'objection-not-found'> {
  if (!standing.objectedIn.includes(country)) return refused('objection-not-found')
  return recorded({ type: 'objection-reversed', country, snapshot })
}
