import { setImmediate } from 'node:timers/promises'

/** Does long work to its end, and answers others wherever it pauses. */
export async function withPauses<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await setImmediate()
  }
}
