import { setTimeout as pause } from 'node:timers/promises'
import type { Ground } from './ground/ground.ts'

/** What one turn left behind (closed connections, garbage) is not the next one's. */
const SETTLE_MS = 100

/** One row of the table: our way and a peer's way to do the same work, measured in turns within one run. */
export type Measurement = {
  /** As `npm run bench -- introspection` names it. */
  name: string
  work: string
  peer: string
  unit: Unit
  /** What the ratio has to be; a rate is better when it is higher, everything else when it is lower. */
  reach: Reach
  run(ground: Ground): Promise<Samples>
}

export type Unit = '/s' | 'ms' | 's'

export type Reach =
  /** At least this many times as fast as the peer. */
  | { timesAsFast: number }
  /** At most this many times the peer's time. */
  | { timesItsTime: number }
  /** Ours alone: at most this much, whatever the peer does. */
  | { atMost: number }

/** What was seen, in the measurement's unit; `also` are conditions beside speed without which a figure is worth nothing. */
export type Samples = {
  ours: readonly number[]
  against: readonly number[]
  also?: readonly Condition[]
  notes?: readonly string[]
}

export type Condition = { says: string; met: boolean }

/** Finds what a run needs to be repeated for: ours and the peer's in turns, so that a busy machine disturbs both. */
export async function inTurns(
  rounds: number,
  { ours, against }: { ours(round: number): Promise<number>; against(round: number): Promise<number> },
): Promise<{ ours: number[]; against: number[] }> {
  const seen = { ours: [] as number[], against: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    await pause(SETTLE_MS)
    seen.ours.push(await ours(round))
    await pause(SETTLE_MS)
    seen.against.push(await against(round))
  }
  return seen
}
