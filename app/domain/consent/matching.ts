import { dayOf } from '../day.ts'
import { matchOf } from './altruism.ts'
import type { DataUseScope } from './decide.ts'
import { type Provision, permittingProvision } from './provision.ts'
import { regionContains } from './region.ts'
import type { AltruismStanding, Standing } from './standing.ts'

/** What a data use and wishes are compared by. */
export const MATCHING_AXES = ['purpose', 'recipient', 'data', 'region', 'time'] as const
export type MatchingAxis = (typeof MATCHING_AXES)[number]

export type Phase = 'to-come' | 'running' | 'paused' | 'ended'

/** How one data use meets a person: whether she is in it, on which axes it lies outside her wishes, and what she said to it. */
export type Matched<Use extends DataUseScope> = {
  use: Use
  phase: Phase
  match: ReturnType<typeof matchOf>
  outside: MatchingAxis[]
  answer: 'yes' | 'no' | null
}

/** How each of these data uses meets a person's wishes at `at`; none is compared with wishes that nobody has. */
export function matching<Use extends DataUseScope>(standing: Standing, uses: readonly Use[], at: Date): Matched<Use>[] {
  return uses.map((use) => ({
    use,
    phase: phaseOf(use, at),
    match: matchOf(standing, use, at),
    outside: axesOutside(standing.altruism?.choices.provisions ?? [], use, at),
    answer: Object.hasOwn(standing.useAnswers, use.id) ? (standing.useAnswers[use.id] ?? null) : null,
  }))
}

/** What other wishes would change: the data uses that she would leave, join, and be asked by. */
export function changeOfWishes<Use extends DataUseScope>(
  standing: Standing,
  wishes: Pick<AltruismStanding, 'mode' | 'choices'>,
  { uses, at }: { uses: readonly Use[]; at: Date },
): { leaves: Use[]; joins: Use[]; asked: Use[] } {
  const after: Standing = { ...standing, altruism: { ...wishes, eventId: '' } }
  const open = uses.filter((use) => phaseOf(use, at) !== 'ended')
  const becoming = (match: Matched<Use>['match']) =>
    open.filter((use) => matchOf(after, use, at) === match && matchOf(standing, use, at) !== match)
  return {
    leaves: open.filter((use) => matchOf(standing, use, at) === 'included' && matchOf(after, use, at) !== 'included'),
    joins: becoming('included'),
    asked: becoming('asks'),
  }
}

export function phaseOf({ status, startsAt, endsAt }: DataUseScope, at: Date): Phase {
  if (status === 'ended' || endsAt <= at) return 'ended'
  if (status === 'suspended') return 'paused'
  return startsAt <= at ? 'running' : 'to-come'
}

/** Where the closest permit does not reach; all axes where something denies what the permits would cover. */
function axesOutside(provisions: readonly Provision[], use: DataUseScope, at: Date): MatchingAxis[] {
  if (permittingProvision(provisions, use, dayOf(at)) !== null) return []
  const permits = provisions.filter((provision) => provision?.effect === 'permit')
  const outside = permits.map((permit) => MATCHING_AXES.filter((axis) => !REACHES[axis](permit, use, at)))
  const closest = outside.toSorted((a, b) => a.length - b.length)[0]
  return closest && closest.length > 0 ? closest : [...MATCHING_AXES]
}

const REACHES: Record<MatchingAxis, (permit: Provision, use: DataUseScope, at: Date) => boolean> = {
  purpose: (permit, use) => permit.purpose.includes(use.purpose),
  recipient: (permit, use) => permit.recipient.includes(use.recipient),
  data: (permit, use) => use.data.every((category) => permit.data.includes(category)),
  region: (permit, use) => permit.region.some((region) => regionContains(region, use.region)),
  time: ({ from, until }, _, at) => (from === null || from <= dayOf(at)) && (until === null || dayOf(at) < until),
}
