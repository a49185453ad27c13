import { type Decision, recorded, refused } from '../decision.ts'

/** After this many tries a letter opens no more, and its hospital is told. */
export const INVITATION_TRIES = 10

/** A letter as the rule sees it. */
export type Letter = {
  expiresAt: Date
  usedAt: Date | null
  voidedAt: Date | null
  claimedBy: string | null
  /** Whose the enrolment is already: she lost her way back and got a second letter, or her hospital opened her record from paper. */
  enrolledTo: string | null
}

export type Claim =
  /** A new account. */
  | { type: 'claimed' }
  /** One more hospital for the account that is signed in. */
  | { type: 'joined'; contributorId: string }
  /** The same person, who left before setting a way back in. */
  | { type: 'claimed-again'; contributorId: string }
  /** The person whose record it is already: old ways in, if there were any, end, and she sets a new one. */
  | { type: 'reopened'; contributorId: string }

export type ClaimRefusal = 'invitation-not-matched' | 'invitation-expired' | 'join-unanswered'

/**
 * What a letter opens. Whoever does not know both its code and the birth date learns nothing about it;
 * that it has expired is only told to someone who knows both.
 */
export function claim(
  letter: Letter,
  {
    matches,
    signedInAs,
    join,
    at,
  }: { matches: boolean; signedInAs: string | null; join: 'yes' | 'no' | null; at: Date },
): Decision<Claim, ClaimRefusal> {
  if (!matches || letter.usedAt || letter.voidedAt) return refused('invitation-not-matched')
  if (letter.expiresAt <= at) return refused('invitation-expired')
  if (letter.claimedBy) return recorded({ type: 'claimed-again', contributorId: letter.claimedBy })
  if (letter.enrolledTo) return recorded({ type: 'reopened', contributorId: letter.enrolledTo })
  if (!signedInAs) return recorded({ type: 'claimed' })
  if (!join) return refused('join-unanswered')
  return recorded(join === 'yes' ? { type: 'joined', contributorId: signedInAs } : { type: 'claimed' })
}
