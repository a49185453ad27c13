import { type Day, dayOf } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import type { DataRight } from './data-right.ts'

/** A request as far as another one depends on it; of a programme, or of the portal itself. */
export type AskedRight = { right: DataRight; programmeId: string | null; open: boolean }

/** Asked once of the same, until it is answered; nobody can correct anything without being told what. */
export function asking(
  before: readonly AskedRight[],
  { right, programmeId, words, at }: { right: DataRight; programmeId: string | null; words: string | null; at: Date },
): Decision<{ dueOn: Day }, 'right-already-asked' | 'right-words-required'> {
  if (right === 'rectification' && !words) return refused('right-words-required')
  const isSame = (one: AskedRight) => one.open && one.right === right && one.programmeId === programmeId
  return before.some(isSame) ? refused('right-already-asked') : recorded({ dueOn: dueOn(at) })
}

/**
 * The day on which an answer is due at the latest: one month after it was asked (GDPR Art. 12(3)), on the same day of
 * that month or, where it has no such day, on its last one (Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c)).
 */
export function dueOn(at: Date, months = 1): Day {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]
  const lastOfThat = new Date(Date.UTC(year, month + months + 1, 0)).getUTCDate()
  return dayOf(new Date(Date.UTC(year, month + months, Math.min(day, lastOfThat))))
}

export function isOverdue({ dueOn: due, open }: { dueOn: Day; open: boolean }, at: Date): boolean {
  return open && dayOf(at) > due
}
