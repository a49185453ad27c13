import { type Day, dayOf, yearsAfter } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import type { ActingScope } from './acting.ts'

/** So many representatives of one person can be in force or invited at the same time. */
export const MOST_REPRESENTATIVES = 10

/** A representation ends at the latest so many years after it was made; a longer one is made anew. */
export const LONGEST_YEARS = 10

/** For so long somebody who was named can accept. */
export const INVITED_DAYS = 30

/** What one person offers another: to act for her. */
export type Offer = { scope: ActingScope; firstDay: Day; lastDay: Day; invitedUntil: Date }

export type OfferRefusal =
  | 'representation-end-in-past'
  | 'representation-ends-before-start'
  | 'representation-start-in-past'
  | 'representation-too-long'
  | 'representation-too-many'
  | 'representation-without-act'
  | 'representation-without-programme'

/** What is offered to a representative; `open` is how many of this person's are in force or invited already. */
export function representationOffer(
  { scope, firstDay, lastDay }: Omit<Offer, 'invitedUntil'>,
  { open, at }: { open: number; at: Date },
): Decision<Offer, OfferRefusal> {
  const today = dayOf(at)
  if (scope.acts.length === 0) return refused('representation-without-act')
  if (scope.programmes.length === 0) return refused('representation-without-programme')
  if (lastDay < today) return refused('representation-end-in-past')
  if (firstDay < today) return refused('representation-start-in-past')
  if (lastDay < firstDay) return refused('representation-ends-before-start')
  if (lastDay > yearsAfter(today, LONGEST_YEARS)) return refused('representation-too-long')
  if (open >= MOST_REPRESENTATIVES) return refused('representation-too-many')
  return recorded({ scope: withSight(scope), firstDay, lastDay, invitedUntil: invitedUntil(at) })
}

/** When an invitation that is made at `at` opens nothing any more. */
export function invitedUntil(at: Date): Date {
  return new Date(at.getTime() + INVITED_DAYS * 86_400_000)
}

/** Nobody answers or withdraws for another without seeing what there is. */
function withSight({ programmes, acts }: ActingScope): ActingScope {
  return {
    programmes,
    acts: (['see', 'answer', 'withdraw'] as const).filter((act) => act === 'see' || acts.includes(act)),
  }
}
