import { UsageError } from '../usage-error.ts'

/** A day that the calendar has, as `YYYY-MM-DD`. */
export function dayFrom(text: string, option: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    throw new UsageError(`${option} must be a day, YYYY-MM-DD`)
  }
  return text
}
