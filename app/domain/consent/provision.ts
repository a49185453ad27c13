import { type Day, isDay } from '../day.ts'
import { isDataCategory, isPurpose, isRecipient } from './codes.ts'
import { isRegion, type Region, regionContains, regionsOverlap } from './region.ts'

/** One choice on the wire and in the database: the intersection of its axes, days in UTC, `until` exclusive. */
export type Provision = {
  effect: 'permit' | 'deny'
  purpose: string[]
  recipient: string[]
  region: string[]
  data: string[]
  from: Day | null
  until: Day | null
  acquired_from: Day | null
  acquired_until: Day | null
}

/** What somebody wants to do: one purpose, by one recipient, in one region, with every one of `data`. */
export type UseRequest = {
  purpose: string
  recipient: string
  region: Region
  data: string[]
  /** When the data was acquired, `[from, until]` by day; unknown where it is left out. */
  acquired?: { from: Day; until: Day }
}

type OneUse = Omit<UseRequest, 'data'> & { data: string }

/**
 * The index of the permit that covers the request on `day`, or null.
 * Outside a permit nothing is permitted, a deny beats any permit, and what is not understood denies.
 */
export function permittingProvision(provisions: readonly Provision[], request: UseRequest, day: Day): number | null {
  if (!Array.isArray(provisions) || !isUnderstood(request)) return null
  const deciding = request.data.map((data) => permittingOne(provisions, { ...request, data }, day))
  return deciding.includes(null) ? null : (deciding[0] ?? null)
}

function permittingOne(provisions: readonly Provision[], use: OneUse, day: Day): number | null {
  if (provisions.some((provision) => !isPermit(provision) && mayDeny(provision, use, day))) return null
  const index = provisions.findIndex((provision) => isPermit(provision) && permits(provision, use, day))
  return index === -1 ? null : index
}

function isUnderstood({ purpose, recipient, region, data, acquired }: UseRequest): boolean {
  return (
    isPurpose(purpose) &&
    isRecipient(recipient) &&
    isRegion(region) &&
    data.length > 0 &&
    data.every(isDataCategory) &&
    (acquired === undefined || isPeriod(acquired))
  )
}

function isPeriod({ from, until }: { from: Day; until: Day }): boolean {
  return isDay(from) && isDay(until) && from <= until
}

function isPermit(provision: Provision): boolean {
  return provision?.effect === 'permit'
}

function permits(provision: Provision, use: OneUse, day: Day): boolean {
  return (
    isUnderstoodProvision(provision) &&
    provision.purpose.includes(use.purpose) &&
    provision.recipient.includes(use.recipient) &&
    provision.data.includes(use.data) &&
    provision.region.some((region) => regionContains(region, use.region)) &&
    isWithin(provision, day) &&
    acquisitionIsWithin(provision, use)
  )
}

/** A deny is read as wide as it may have been meant: an empty or unknown axis matches everything. */
function mayDeny(provision: Provision, use: OneUse, day: Day): boolean {
  if (provision?.effect !== 'deny' || !isUnderstoodProvision(provision)) return true
  return (
    denies(provision.purpose, use.purpose, isPurpose) &&
    denies(provision.recipient, use.recipient, isRecipient) &&
    denies(provision.data, use.data, isDataCategory) &&
    (provision.region.length === 0 ||
      provision.region.some((region) => !isRegion(region) || regionsOverlap(region, use.region))) &&
    isWithin(provision, day) &&
    acquisitionMayOverlap(provision, use)
  )
}

function denies(axis: readonly string[], code: string, isKnown: (code: string) => boolean): boolean {
  return axis.length === 0 || axis.some((denied) => denied === code || !isKnown(denied))
}

function isWithin({ from, until }: Provision, day: Day): boolean {
  return (from === null || from <= day) && (until === null || day < until)
}

function acquisitionIsWithin({ acquired_from, acquired_until }: Provision, { acquired }: OneUse): boolean {
  if (acquired_from === null && acquired_until === null) return true
  if (!acquired) return false
  return (
    (acquired_from === null || acquired_from <= acquired.from) &&
    (acquired_until === null || acquired.until < acquired_until)
  )
}

function acquisitionMayOverlap({ acquired_from, acquired_until }: Provision, { acquired }: OneUse): boolean {
  if (!acquired) return true
  return (
    (acquired_from === null || acquired_from <= acquired.until) &&
    (acquired_until === null || acquired.from < acquired_until)
  )
}

const MEMBERS = new Set<string>([
  'effect',
  'purpose',
  'recipient',
  'region',
  'data',
  'from',
  'until',
  'acquired_from',
  'acquired_until',
] satisfies (keyof Provision)[])

const AXES = ['purpose', 'recipient', 'region', 'data'] as const
const DAYS = ['from', 'until', 'acquired_from', 'acquired_until'] as const

/** Provisions arrive as JSON: a member this reader does not know, or of another type, is not understood. */
export function isUnderstoodProvision(provision: Provision): boolean {
  return (
    Object.keys(provision).every((member) => MEMBERS.has(member)) &&
    AXES.every((axis) => Array.isArray(provision[axis]) && provision[axis].every((code) => typeof code === 'string')) &&
    DAYS.every((day) => provision[day] === null || isDay(provision[day]))
  )
}
