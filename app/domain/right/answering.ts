import { type Decision, recorded, refused } from '../decision.ts'
import type { AnswerToRight } from './data-right.ts'

type HeldRole = { role: string; programmeId: string | null }

/** Whether these roles answer what is asked of a programme (its approvers) or of the portal itself (its operators). */
export function answersRights(roles: readonly HeldRole[], programmeId: string | null): boolean {
  return roles.some((held) =>
    programmeId === null ? held.role === 'operator' : held.role === 'approver' && held.programmeId === programmeId,
  )
}

/** The answer to a request, given once and never without words: whoever refuses says why (GDPR Art. 12(4)). */
export function answering(
  { programmeId, open }: { programmeId: string | null; open: boolean },
  { roles, outcome, at }: { roles: readonly HeldRole[]; outcome: AnswerToRight; at: Date },
): Decision<{ outcome: AnswerToRight; answeredAt: Date }, 'not-allowed' | 'right-already-answered'> {
  if (!answersRights(roles, programmeId)) return refused('not-allowed')
  return open ? recorded({ outcome, answeredAt: at }) : refused('right-already-answered')
}
