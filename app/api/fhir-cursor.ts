import { invalid, type Parameters } from './fhir-search.ts'
import { Refused } from './refused.ts'

/** How long the link to a next page leads somewhere. */
const LIFE_MS = 3_600_000

/** Where the next page begins, as text that means nothing to anybody else; it ages, so that nobody keeps it. */
export function nextCursor(place: readonly (string | number)[], at: Date): string {
  return Buffer.from(JSON.stringify([at.getTime(), ...place])).toString('base64url')
}

/** The place in a cursor that we gave, null where the search begins; an old one is gone (410). */
export function cursorPlace(parameters: Parameters, at: Date): unknown[] | null {
  const [text, ...more] = parameters._cursor ?? []
  if (text === undefined) return null
  const [given, ...place] = more.length === 0 ? parsed(text) : []
  if (typeof given !== 'number' || given > at.getTime()) throw invalid('_cursor')
  if (given + LIFE_MS < at.getTime()) throw new Refused('search-page-gone')
  return place
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
