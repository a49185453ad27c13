/** A calendar day in UTC, `YYYY-MM-DD`; days compare as strings. */
export type Day = string

export function dayOf(at: Date): Day {
  return at.toISOString().slice(0, 10)
}

/** The first instant of a day, in seconds since the epoch (JWT NumericDate). */
export function startOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000
}

export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000))
}
