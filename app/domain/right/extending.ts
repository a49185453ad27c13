import type { Day } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { answersRights } from './answering.ts'
import { dueOn, isOverdue } from './asking.ts'

export type OpenRequest = { programmeId: string | null; open: boolean; extended: boolean; askedAt: Date; dueOn: Day }

type HeldRole = { role: string; programmeId: string | null }

export type ExtendingRefusal = 'not-allowed' | 'right-already-answered' | 'right-already-extended' | 'right-month-over'

/** Two months more for an answer, once, told to whoever asked within the first month and with the reason (GDPR Art. 12(3)). */
export function extending(
  request: OpenRequest,
  { roles, at }: { roles: readonly HeldRole[]; at: Date },
): Decision<{ dueOn: Day; extendedAt: Date }, ExtendingRefusal> {
  if (!answersRights(roles, request.programmeId)) return refused('not-allowed')
  if (!request.open) return refused('right-already-answered')
  if (request.extended) return refused('right-already-extended')
  if (isOverdue(request, at)) return refused('right-month-over')
  return recorded({ dueOn: dueOn(request.askedAt, MONTHS_AT_MOST), extendedAt: at })
}

const MONTHS_AT_MOST = 3
