import type { Day } from '../domain/day.ts'
import type { Language } from './languages.ts'

/** British English writes dates as the other seven languages do: the day before the month. */
function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language
}

/** A date as people write it, in UTC: "3 March 2026". */
export function formatDate(language: Language, date: Date): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(date)
}

/** A calendar day, as people write it. */
export function formatDay(language: Language, day: Day): string {
  return formatDate(language, new Date(`${day}T00:00:00Z`))
}

/** A date with its time of day, and the zone it is told in. */
export function formatDateTime(language: Language, date: Date, timeZone = 'UTC'): string {
  const style = { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat(localeOf(language), { ...style, timeZone, timeZoneName: 'short' }).format(date)
}

export function formatNumber(language: Language, value: number): string {
  return new Intl.NumberFormat(localeOf(language)).format(value)
}

/** A share between 0 and 1, as a percentage without decimals. */
export function formatShare(language: Language, share: number): string {
  return new Intl.NumberFormat(localeOf(language), { style: 'percent' }).format(share)
}

/** Several things in one sentence: "a, b and c". */
export function formatList(language: Language, items: readonly string[]): string {
  return listFormat(language, 'conjunction').format(items)
}

/** Several things of which each may be: "a, b or c". */
export function formatAlternatives(language: Language, items: readonly string[]): string {
  return listFormat(language, 'disjunction').format(items)
}

/** Made once each: a page may say a dozen such sentences. */
function listFormat(language: Language, type: 'conjunction' | 'disjunction'): Intl.ListFormat {
  const key = `${language} ${type}`
  const format = LIST_FORMATS.get(key) ?? new Intl.ListFormat(localeOf(language), { type })
  LIST_FORMATS.set(key, format)
  return format
}

const LIST_FORMATS = new Map<string, Intl.ListFormat>()

/** How long ago, in the largest unit that fits: "yesterday", "3 hours ago". */
export function formatAgo(language: Language, then: Date, now: Date): string {
  const seconds = Math.round((then.getTime() - now.getTime()) / 1000)
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const)
  return new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** The country's name in the reader's language. */
export function countryName(language: Language, country: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country
}
