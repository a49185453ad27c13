import type { Choices } from '../consent/choices.ts'
import type { Provision } from '../consent/provision.ts'
import { type Region, regionContains } from '../consent/region.ts'
import type { Day } from '../day.ts'

/** What both permit: of what stands, as much as a newer paper leaves; every denial of either stays. */
export function narrowed(stands: Choices, paper: Choices): Choices {
  const permits = permitsOf(stands).flatMap((one) => permitsOf(paper).flatMap((other) => inBoth(one, other) ?? []))
  return {
    ...stands,
    provisions: [...permits, ...denialsOf(stands), ...denialsOf(paper)],
    recontact: stands.recontact && paper.recontact,
    ...(stands.after_death && { after_death: paper.after_death === 'go-on' ? stands.after_death : 'stop' }),
  }
}

function permitsOf({ provisions }: Choices): Provision[] {
  return provisions.filter(({ effect }) => effect === 'permit')
}

function denialsOf({ provisions }: Choices): Provision[] {
  return provisions.filter(({ effect }) => effect !== 'permit')
}

/** Axis by axis; null where they have nothing in common. */
function inBoth(one: Provision, other: Provision): Provision | null {
  const both: Provision = {
    effect: 'permit',
    purpose: shared(one.purpose, other.purpose),
    recipient: shared(one.recipient, other.recipient),
    region: sharedRegions(one.region, other.region),
    data: shared(one.data, other.data),
    from: later(one.from, other.from),
    until: earlier(one.until, other.until),
    acquired_from: later(one.acquired_from, other.acquired_from),
    acquired_until: earlier(one.acquired_until, other.acquired_until),
  }
  const axes = [both.purpose, both.recipient, both.region, both.data]
  return axes.some((codes) => codes.length === 0) || isEmpty(both) ? null : both
}

function isEmpty({ from, until, acquired_from, acquired_until }: Provision): boolean {
  return endsBefore(from, until) || endsBefore(acquired_from, acquired_until)
}

function endsBefore(from: Day | null, until: Day | null): boolean {
  return from !== null && until !== null && until <= from
}

function shared(one: readonly string[], other: readonly string[]): string[] {
  return one.filter((code) => other.includes(code))
}

/** A country is in a group: of the two the smaller remains. */
function sharedRegions(one: readonly Region[], other: readonly Region[]): Region[] {
  const inner = (these: readonly Region[], those: readonly Region[]) =>
    these.filter((region) => those.some((group) => regionContains(group, region)))
  return [...new Set([...inner(one, other), ...inner(other, one)])]
}

function later(one: Day | null, other: Day | null): Day | null {
  return one !== null && (other === null || one > other) ? one : other
}

function earlier(one: Day | null, other: Day | null): Day | null {
  return one !== null && (other === null || one < other) ? one : other
}
