import { addDays, type Day, dayOf, yearsAfter } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { AGES_OF_MAJORITY } from './age-of-majority/index.ts'

export type MinorityRefusal = 'birth-date-in-future' | 'majority-not-known' | 'of-age-already'

/**
 * The last day on which somebody born on this day is a minor in this country: the one before the birthday that makes
 * her of age. The birth date itself is used here and kept nowhere.
 */
export function lastDayOfMinority(
  { birthDate, country }: { birthDate: Day; country: string },
  at: Date,
): Decision<Day, MinorityRefusal> {
  const today = dayOf(at)
  if (birthDate > today) return refused('birth-date-in-future')
  const majority = Object.hasOwn(AGES_OF_MAJORITY, country) ? AGES_OF_MAJORITY[country] : undefined
  if (!majority) return refused('majority-not-known')
  const lastDay = addDays(yearsAfter(birthDate, majority.years), -1)
  return lastDay < today ? refused('of-age-already') : recorded(lastDay)
}
