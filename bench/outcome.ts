import type { Condition, Measurement, Reach, Samples, Unit } from './measurement.ts'
import { median } from './median.ts'

/** A measured row as `bench/results.json` holds it. */
export type Outcome = {
  name: string
  work: string
  peer: string
  ours: number
  against: number
  unit: Unit
  ratio: number
  reach: string
  met: boolean
  also: readonly Condition[]
  notes: readonly string[]
}

/** The medians of both sides, what one is of the other, and whether that is what was to be reached. */
export function outcomeOf(
  { name, work, peer, unit, reach }: Pick<Measurement, 'name' | 'work' | 'peer' | 'unit' | 'reach'>,
  { ours: ourSamples, against: peerSamples, also = [], notes = [] }: Samples,
): Outcome {
  const [ours, against] = [median(ourSamples), median(peerSamples)]
  const timesAsFast = unit === '/s' ? ours / against : against / ours
  const ratio = 'timesAsFast' in reach ? timesAsFast : ours / against
  const met = isReached(reach, { ratio, ours }) && also.every((condition) => condition.met)
  return { name, work, peer, ours, against, unit, ratio, reach: wordsFor(reach, unit), met, also, notes }
}

function isReached(reach: Reach, { ratio, ours }: { ratio: number; ours: number }): boolean {
  if ('timesAsFast' in reach) return ratio >= reach.timesAsFast
  return 'timesItsTime' in reach ? ratio <= reach.timesItsTime : ours <= reach.atMost
}

function wordsFor(reach: Reach, unit: Unit): string {
  if ('timesAsFast' in reach) return `≥ ${reach.timesAsFast}x as fast`
  return 'timesItsTime' in reach ? `≤ ${reach.timesItsTime}x its time` : `≤ ${reach.atMost} ${unit}`
}
