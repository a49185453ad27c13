import { dayOf } from '../day.ts'
import type { DataUseScope } from './decide.ts'
import type { Provision } from './provision.ts'
import { regionContains } from './region.ts'

/**
 * The part of a person's wishes that one data use may carry to a hospital: her permits cut down to its scope, her
 * denials whole. A gate does not know the scope, so a wide wish must not answer for another purpose in its name.
 */
export function provisionsWithinUse(provisions: readonly Provision[], use: DataUseScope): Provision[] {
  return provisions.flatMap((provision) =>
    provision?.effect === 'permit' ? permitWithinUse(provision, use) : [provision],
  )
}

function permitWithinUse(permit: Provision, use: DataUseScope): Provision[] {
  const data = permit.data.filter((category) => use.data.includes(category))
  const reaches =
    permit.purpose.includes(use.purpose) &&
    permit.recipient.includes(use.recipient) &&
    permit.region.some((region) => regionContains(region, use.region)) &&
    data.length > 0
  if (!reaches) return []
  return [
    {
      ...permit,
      purpose: [use.purpose],
      recipient: [use.recipient],
      region: [use.region],
      data,
      from: laterOf(permit.from, dayOf(use.startsAt)),
      until: earlierOf(permit.until, dayOf(use.endsAt)),
    },
  ]
}

function laterOf(day: string | null, other: string): string {
  return day !== null && day > other ? day : other
}

function earlierOf(day: string | null, other: string): string {
  return day !== null && day < other ? day : other
}
