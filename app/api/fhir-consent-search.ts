import type { ConsentSearch } from '../services/read-consents.server.ts'
import { alternatives, dates, invalid, type Parameters } from './fhir-search.ts'

const STATUSES = ['draft', 'proposed', 'active', 'rejected', 'inactive', 'entered-in-error']
const STATUS_SYSTEM = 'http://hl7.org/fhir/consent-state-codes'

/** What a search for consents asks for; `ownSystem` is the system of the hospital's own pseudonyms. */
export function consentSearch(parameters: Parameters, ownSystem: string): ConsentSearch {
  const names = alternatives(parameters, 'patient.identifier').flatMap((some) => namesIn(some, ownSystem) ?? [])
  const statuses = alternatives(parameters, 'status').map((some) => some.map(statusIn))
  return {
    pseudonyms: inAll(names),
    statuses: inAll(statuses),
    updated: dates(parameters, '_lastUpdated'),
  }
}

/** The pseudonyms that are asked for, among them none of another system; null where all of ours are. */
function namesIn(tokens: readonly string[], ownSystem: string): string[][] | null {
  const read = tokens.map((token) => tokenIn(token))
  if (read.some(({ system, code }) => system === ownSystem && code === '')) return null
  return [read.flatMap(({ system, code }) => (system === null || system === ownSystem ? [code] : []))]
}

function statusIn(token: string): string {
  const { system, code } = tokenIn(token)
  if (!STATUSES.includes(code) || (system !== null && system !== STATUS_SYSTEM)) throw invalid('status')
  return code
}

/** `code`, `system|code`, `system|` (any of it) or `|code` (of no system): FHIR R4 search §3.1.1.4.10. */
function tokenIn(token: string): { system: string | null; code: string } {
  const bar = token.lastIndexOf('|')
  return bar === -1 ? { system: null, code: token } : { system: token.slice(0, bar), code: token.slice(bar + 1) }
}

/** What stands in every one of these lists; null where there is none. */
function inAll(lists: readonly string[][]): string[] | null {
  const [first, ...others] = lists
  return first ? [...new Set(first)].filter((one) => others.every((list) => list.includes(one))) : null
}
