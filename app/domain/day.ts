/** A calendar day in UTC, `YYYY-MM-DD`; days compare as strings. */
export type Day = string

export function dayOf(at: Date): Day {
  return at.toISOString().slice(0, 10)
}

/** A day that the calendar has, written as days are. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && dayOf(at) === value
}

/** The first instant of a day, in seconds since the epoch (JWT NumericDate). */
export function startOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000
}

/** The same day some years later; where that year has no 29th of February, the 1st of March. */
export function yearsAfter(day: Day, years: number): Day {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCFullYear(at.getUTCFullYear() + years)
  return dayOf(at)
}

export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000))
}
