import { type Decision, recorded, refused } from '../decision.ts'
import { overlap, type Representation, type RepresentationState, stateOf } from './representation.ts'

export type Acceptance =
  | { type: 'accepted' }
  /** The same person, who left before setting a way back in. */
  | { type: 'accepted-again'; representativeId: string }

export type AcceptanceRefusal =
  | 'representation-not-matched'
  | 'representation-invitation-expired'
  | 'representation-own'
  | 'representation-circle'
  | 'representation-duplicate'

/** Who wants to accept, and what the graph of representations says of them. */
export type Acceptor = {
  /** Null for somebody who opens an account for it. */
  id: string | null
  /** Whether the account that accepted before holds more than this acceptance: a way back in, now or once, or a hospital. */
  settled: boolean
  /** Everybody for whom the contributor acts, herself or through others who act for others. */
  contributorActsFor: readonly string[]
  /** What this person accepted already for the same contributor and is still open. */
  already: readonly Representation[]
}

/**
 * Whether this person may take up a representation: nobody for herself, and no circle of any length. The code of one
 * that was accepted opens an account again that was made for it and is still empty; it never opens any other.
 */
export function representationAcceptance(
  representation: Representation,
  { id, settled, contributorActsFor, already }: Acceptor,
  at: Date,
): Decision<Acceptance, AcceptanceRefusal> {
  const { contributorId, representativeId, invitedUntil } = representation
  const state = stateOf(representation, at)
  if (state === 'not-taken-up') return refused('representation-invitation-expired')
  if (OPENS_NOTHING.includes(state)) return refused('representation-not-matched')
  if (representativeId) {
    const isSame = !settled && at < invitedUntil && (id === null || id === representativeId)
    return isSame ? recorded({ type: 'accepted-again', representativeId }) : refused('representation-not-matched')
  }
  if (id === contributorId) return refused('representation-own')
  if (id && contributorActsFor.includes(id)) return refused('representation-circle')
  if (already.some((other) => overlap(representation, other))) return refused('representation-duplicate')
  return recorded({ type: 'accepted' })
}

/** Where even the right code is one that nobody knows. */
export const OPENS_NOTHING: readonly RepresentationState[] = ['to-confirm', 'locked', 'over', 'ended']
