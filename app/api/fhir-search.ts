import { type DateSearch, readDateSearch } from '../domain/fhir/date-search.ts'
import { isReadable } from '../http/readable-text.ts'
import { Refused } from './refused.ts'

/** The parameters of one search: each name with its values, as often as it was sent. */
export type Parameters = Readonly<Record<string, readonly string[]>>

/** What every search can be refused with. */
export const SEARCH_REFUSALS = [
  'search-parameter-invalid',
  'search-parameter-unknown',
  'format-not-supported',
  'search-page-gone',
] as const

const MAX_VALUE = 2000
const MAX_VALUES = 20
const MAX_ALTERNATIVES = 100
const DEFAULT_COUNT = 50
const MAX_COUNT = 500

/** Parameters that mean the same for every resource here. */
const GENERAL = ['_count', '_cursor', '_format']
const JSON_FORMATS = ['json', 'application/json', 'application/fhir+json', 'text/json']

/**
 * The parameters that are understood, each within bounds. What nobody knows is left out, or refused where the client
 * prefers strictness (FHIR R4 search §3.1.1.1); a known one with a modifier that we do not support is always refused.
 */
export function understood(
  sent: Parameters,
  { known, prefer }: { known: readonly string[]; prefer: string | undefined },
): Parameters {
  const names = [...known, ...GENERAL]
  const isStrict = /(^|[,;\s])handling\s*=\s*"?strict"?/i.test(prefer ?? '')
  for (const name of Object.keys(sent)) {
    if (names.includes(name)) continue
    if (names.some((one) => name.startsWith(`${one}:`))) throw invalid(name)
    if (isStrict) throw new Refused('search-parameter-unknown', { members: { parameter: nameOnly(name) } })
  }
  const kept = Object.fromEntries(names.flatMap((name) => (sent[name] ? [[name, sent[name]]] : [])))
  for (const [name, values] of Object.entries(kept)) {
    if (values.length > MAX_VALUES || !values.every(isBounded)) throw invalid(name)
  }
  if (kept._format && !kept._format.every((format) => JSON_FORMATS.includes(format.split(';')[0] ?? ''))) {
    throw new Refused('format-not-supported')
  }
  return kept
}

/** A parameter's alternatives (`a,b`), for each time it was sent: all of these lists must hold. */
export function alternatives(parameters: Parameters, name: string): string[][] {
  return (parameters[name] ?? []).map((value) => {
    const some = value.split(',')
    if (some.length > MAX_ALTERNATIVES || some.includes('')) throw invalid(name)
    return some
  })
}

export function dates(parameters: Parameters, name: string): DateSearch[] {
  return (parameters[name] ?? []).map((value) => readDateSearch(value) ?? refuse(name))
}

/** How many to a page: a client's wish, up to what we give at once. */
export function countOf(parameters: Parameters): number {
  const [text, ...more] = parameters._count ?? [String(DEFAULT_COUNT)]
  if (more.length > 0 || !text || !/^\d{1,9}$/.test(text) || Number(text) === 0) throw invalid('_count')
  return Math.min(Number(text), MAX_COUNT)
}

/** The address of a page of this search. */
export function pageAddress(base: string, parameters: Parameters, cursor: string | null): string {
  const query = new URLSearchParams()
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of values) if (name !== '_cursor') query.append(name, value)
  }
  if (cursor) query.set('_cursor', cursor)
  return query.size > 0 ? `${base}?${query}` : base
}

export function invalid(parameter: string): Refused {
  return new Refused('search-parameter-invalid', { members: { parameter: nameOnly(parameter) } })
}

function refuse(parameter: string): never {
  throw invalid(parameter)
}

function isBounded(value: string): boolean {
  return value.length > 0 && value.length <= MAX_VALUE && isReadable(value)
}

/** A name is said back only where it looks like one. */
function nameOnly(text: string): string | undefined {
  return /^[\w.:-]{1,64}$/.test(text) ? text : undefined
}
