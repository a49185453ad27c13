import type { TestPortal } from '#tests/support/test-portal.ts'

const TICK_MS = 20

export type RunningClock = { now(): Date; secondsRun(): number; stop(): void }

/** Both instances' time, which runs `times` as fast as ours. */
export function runningClock({ setTime }: TestPortal, times: number): RunningClock {
  const start = Date.now()
  const secondsRun = () => ((Date.now() - start) * times) / 1000
  const now = () => new Date(start + secondsRun() * 1000)
  setTime(now())
  const ticking = setInterval(() => setTime(now()), TICK_MS)
  return {
    now,
    secondsRun,
    stop: () => {
      clearInterval(ticking)
      setTime(null)
    },
  }
}
