import { COUNTRIES, REGION_GROUPS } from './countries.ts'

/** Where a recipient is established: `eu-eea`, `adequate` (GDPR Art. 45), or an ISO 3166-1 country. */
export type Region = string

/** The one containment table. Ukraine stands alone: it is in neither group. */
const GROUPS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(REGION_GROUPS))

const KNOWN: ReadonlySet<string> = new Set(COUNTRIES)

/** The regions that a form offers: the groups, every country in one, and Ukraine. */
export const OFFERED_REGIONS: readonly Region[] = [...GROUPS.keys(), ...[...GROUPS.values()].flat().toSorted(), 'UA']

/** Of what is no region nothing is known: it permits nothing, and in a denial it denies everywhere. */
export function isRegion(code: string): boolean {
  return GROUPS.has(code) || KNOWN.has(code)
}

/** Does a permit for `outer` cover a recipient established in `inner`? */
export function regionContains(outer: Region, inner: Region): boolean {
  return outer === inner || (GROUPS.get(outer)?.includes(inner) ?? false)
}

/** Could one recipient be in both? A denial reaches everything that it might touch. */
export function regionsOverlap(a: Region, b: Region): boolean {
  return regionContains(a, b) || regionContains(b, a)
}
