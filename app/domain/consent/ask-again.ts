import { addDays, type Day, isDay } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import type { ConsentStanding } from './standing.ts'

/** When somebody who says *later* wants to be asked again. */
export const ASK_AGAIN = ['in-a-week', 'in-a-month', 'in-three-months', 'on-a-day', 'no-date'] as const
export type AskAgain = (typeof ASK_AGAIN)[number]

export type AskAgainRefusal = 'ask-again-day-not-real' | 'ask-again-too-early' | 'ask-again-too-late'

/** The day on which to ask again, seen from `today`; `day` is what was typed for *on a day*. */
export function askAgainDay(
  { when, day }: { when: AskAgain; day?: string | undefined },
  today: Day,
): Decision<Day | null, AskAgainRefusal> {
  switch (when) {
    case 'in-a-week':
      return recorded(addDays(today, 7))
    case 'in-a-month':
      return recorded(monthsAfter(today, 1))
    case 'in-three-months':
      return recorded(monthsAfter(today, 3))
    case 'no-date':
      return recorded(null)
    default:
      return isDay(day) ? bounded(day, today) : refused('ask-again-day-not-real')
  }
}

/** The first and the last day that somebody may choose. */
export function askAgainBounds(today: Day): { first: Day; last: Day } {
  return { first: addDays(today, 1), last: monthsAfter(today, 12) }
}

/** A day that may be recorded with *later*, from tomorrow to a year from now; without one nobody is asked again. */
export function bounded(day: Day, today: Day): Decision<Day, AskAgainRefusal> {
  const { first, last } = askAgainBounds(today)
  if (day < first) return refused('ask-again-too-early')
  if (day > last) return refused('ask-again-too-late')
  return recorded(day)
}

/** Whether somebody who said *later* is asked again by `today`: on the day that she chose, and not before. */
export function asksAgain(consent: Pick<ConsentStanding, 'state' | 'askAgainOn'> | null, today: Day): boolean {
  return consent?.state === 'deferred' && consent.askAgainOn !== null && consent.askAgainOn <= today
}

/** The same day of a later month; where that has no such day, its last. */
function monthsAfter(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
