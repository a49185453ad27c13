import { type IssuerInHand, madeKey } from './forge.ts'

/** Other things that a portal signs, each with a key of its own that the node trusts for that alone. */
export const OTHER_TYPES = [
  'decision+jwt',
  'token-introspection+jwt',
  'secevent+jwt',
  'receipt+jwt',
  'usage-report+jwt',
  'bundle+jwt',
] as const

export type OtherType = (typeof OTHER_TYPES)[number]

/** The keys of one run: the portal's, one that it took back, and a stranger's under a name that the portal uses. */
export function caseKeys() {
  return {
    consent: madeKey('consent+jwt', 'consent-1'),
    list: madeKey('statuslist+jwt', 'list-1'),
    revoked: madeKey('consent+jwt', 'consent-0'),
    stranger: madeKey('consent+jwt', 'consent-1'),
    ...(Object.fromEntries(OTHER_TYPES.map((typ) => [typ, madeKey(typ, kidFor(typ))])) as Record<
      OtherType,
      IssuerInHand
    >),
  }
}

export function kidFor(typ: OtherType): string {
  return `${typ.slice(0, -'+jwt'.length)}-1`
}
