import { addDays, type Day, dayOf } from '../day.ts'

/** The Monday that figures are told for: they change once a week, so that nobody can watch a single person's choice. */
export function mondayOf(at: Date): Day {
  const daysSinceMonday = (at.getUTCDay() + 6) % 7
  return addDays(dayOf(at), -daysSinceMonday)
}
