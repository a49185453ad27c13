import { type Day, dayOf } from '../day.ts'
import type { ActingScope } from './acting.ts'
import { INVITATION_TRIES } from './claim.ts'

/** Who ended a representation before its last day. */
export const ENDED_BY = ['contributor', 'representative', 'organisation', 'system'] as const
export type EndedBy = (typeof ENDED_BY)[number]

/** That one person may act for another: within a scope, from its first day to its last (UTC, both included). */
export type Representation = {
  id: string
  contributorId: string
  /** Who accepted; null as long as nobody has. */
  representativeId: string | null
  /** The hospital that registered it for a minor; null where the contributor herself named somebody. */
  registeredBy: string | null
  /** The clerk who entered it there, and when another one confirmed it. */
  enteredBy: string | null
  confirmedAt: Date | null
  scope: ActingScope
  firstDay: Day
  lastDay: Day
  invitedUntil: Date
  /** How often a wrong code was typed since the right one. */
  tries: number
  acceptedAt: Date | null
  endedAt: Date | null
  endedBy: EndedBy | null
}

export type RepresentationState =
  | 'to-confirm'
  | 'waiting'
  | 'not-taken-up'
  | 'locked'
  | 'not-yet'
  | 'in-force'
  | 'over'
  | 'ended'

/** Where a representation stands at `at`; it acts for somebody only while it is `in-force`. */
export function stateOf(representation: Representation, at: Date): RepresentationState {
  const { registeredBy, confirmedAt, firstDay, lastDay, acceptedAt, endedAt } = representation
  const today = dayOf(at)
  if (endedAt) return 'ended'
  if (lastDay < today) return 'over'
  if (registeredBy && !confirmedAt) return 'to-confirm'
  if (!acceptedAt) return stateOfInvitation(representation, at)
  return today < firstDay ? 'not-yet' : 'in-force'
}

/** Whoever was named is told nothing of a lock; whoever named somebody sees that she has to do it again. */
function stateOfInvitation({ invitedUntil, tries }: Representation, at: Date): RepresentationState {
  if (at >= invitedUntil) return 'not-taken-up'
  return tries < INVITATION_TRIES ? 'waiting' : 'locked'
}

/** Whether it can still come to anything: it is in force, or may be one day. */
export function isOpen(representation: Representation, at: Date): boolean {
  return ['to-confirm', 'waiting', 'not-yet', 'in-force'].includes(stateOf(representation, at))
}

/** Whether two representations are, on some day and for some programme, for the same thing. */
export function overlap(one: Representation, other: Representation): boolean {
  return one.firstDay <= other.lastDay && other.firstDay <= one.lastDay && shareProgramme(one.scope, other.scope)
}

function shareProgramme({ programmes: one }: ActingScope, { programmes: other }: ActingScope): boolean {
  if (one === 'all' || other === 'all') return true
  return one.some((programmeId) => other.includes(programmeId))
}
