import { type Day, isDay } from '../day.ts'

/** A date parameter of a search (FHIR R4 search §3.1.1.4.7): what was asked is the stretch `[from, until)` in milliseconds. */
export type DateSearch = { prefix: Prefix; from: number; until: number }

type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap'

/** Reads `ge2026-11`, `2026-11-23`, `lt2026-11-23T10:00:00Z`; null is no date. A time needs its zone. */
export function readDateSearch(text: string): DateSearch | null {
  const [, prefix = 'eq', year, month, day, time, fraction, zone] = FORMAT.exec(text) ?? []
  if (!year) return null
  const first: Day = `${year}-${month ?? '01'}-${day ?? '01'}`
  if (!isDay(first)) return null
  const from = Date.parse(time ? `${first}T${withSeconds(time)}${fraction ?? ''}${zone}` : `${first}T00:00:00Z`)
  if (Number.isNaN(from)) return null
  const until = time ? from + lengthOfTime(time, fraction) : endOf(Number(year), month, day)
  return { prefix: prefix as Prefix, from, until }
}

/** Whether something that happened on this day, we do not say when, is what was asked for. */
export function matchesDay(search: DateSearch, day: Day): boolean {
  const from = Date.parse(`${day}T00:00:00Z`)
  return matches(search, { from, until: from + DAY_MS })
}

export function matchesInstant(search: DateSearch, at: Date): boolean {
  return matches(search, { from: at.getTime(), until: at.getTime() + 1 })
}

/** The stretch outside of which nothing can match every one of these; null is open. */
export function boundsOf(searches: readonly DateSearch[]): { from: Date | null; until: Date | null } {
  const begins = searches.flatMap(({ prefix, from }) => (BEGINNING.includes(prefix) ? [from] : []))
  const ends = searches.flatMap(({ prefix, until }) => (ENDING.includes(prefix) ? [until] : []))
  return {
    from: begins.length > 0 ? new Date(Math.max(...begins)) : null,
    until: ends.length > 0 ? new Date(Math.min(...ends)) : null,
  }
}

const BEGINNING: Prefix[] = ['eq', 'ge', 'gt', 'sa', 'ap']
const ENDING: Prefix[] = ['eq', 'le', 'lt', 'eb', 'ap']

/** The table of FHIR R4 search: what was asked on the left, what happened on the right. */
function matches({ prefix, ...asked }: DateSearch, happened: { from: number; until: number }): boolean {
  const isWithin = asked.from <= happened.from && happened.until <= asked.until
  switch (prefix) {
    case 'eq':
      return isWithin
    case 'ne':
      return !isWithin
    case 'gt':
      return happened.until > asked.until
    case 'lt':
      return happened.from < asked.from
    case 'ge':
      return happened.until > asked.from
    case 'le':
      return happened.from < asked.until
    case 'sa':
      return happened.from >= asked.until
    case 'eb':
      return happened.until <= asked.from
    case 'ap':
      return happened.from < asked.until && asked.from < happened.until
  }
}

const DAY_MS = 86_400_000

const FORMAT =
  /^(eq|ne|gt|lt|ge|le|sa|eb|ap)?(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(\.\d{1,9})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d))?)?)?$/

function withSeconds(time: string): string {
  return time.length === 5 ? `${time}:00` : time
}

function lengthOfTime(time: string, fraction: string | undefined): number {
  if (fraction) return 1
  return time.length === 5 ? 60_000 : 1000
}

function endOf(year: number, month: string | undefined, day: string | undefined): number {
  if (day) return Date.UTC(year, Number(month) - 1, Number(day) + 1)
  return month ? Date.UTC(year, Number(month), 1) : Date.UTC(year + 1, 0, 1)
}
