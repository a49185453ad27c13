/** Where a recipient is established: `eu-eea`, `adequate` (GDPR Art. 45), or an ISO 3166-1 country. */
export type Region = string

/** The one containment table. Ukraine stands alone: it is in neither group. */
const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'eu-eea',
    ('AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE ' + 'IS LI NO').split(' '),
  ],
  ['adequate', 'AD AR CA CH FO GB GG IL IM JE JP KR NZ UY'.split(' ')],
])

/** The regions that a form offers: the groups, every country in one, and Ukraine. */
export const OFFERED_REGIONS: readonly Region[] = [...GROUPS.keys(), ...[...GROUPS.values()].flat().toSorted(), 'UA']

export function isRegion(code: string): boolean {
  return GROUPS.has(code) || /^[A-Z]{2}$/.test(code)
}

/** Does a permit for `outer` cover a recipient established in `inner`? */
export function regionContains(outer: Region, inner: Region): boolean {
  return outer === inner || (GROUPS.get(outer)?.includes(inner) ?? false)
}

/** Could one recipient be in both? A denial reaches everything that it might touch. */
export function regionsOverlap(a: Region, b: Region): boolean {
  return regionContains(a, b) || regionContains(b, a)
}
