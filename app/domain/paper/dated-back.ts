import type { ConsentEvent } from '../consent/events.ts'
import { type Day, startOfDay } from '../day.ts'

/** From when on it counts: what denies from the day on which it was signed or said, what permits never before it is recorded. */
export function datedBack({ type }: ConsentEvent, signedOn: Day): Date | null {
  const denies = type === 'consent-refused' || type === 'consent-withdrawn'
  return denies ? new Date(startOfDay(signedOn) * 1000) : null
}
