import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Findings } from './ask-about.ts'

const WORKERS = 2

export type Run = { seed: number; total: number; chunk: number }

/** Asks about the cases from `done` on, two chunks at a time; `onChunk` learns how many are done, in order. */
export async function inChunks(
  { seed, total, chunk }: Run,
  done: number,
  onChunk: (findings: Findings, done: number) => Promise<void>,
): Promise<void> {
  const workers = Array.from({ length: WORKERS }, () => new Worker(new URL('./worker.ts', import.meta.url)))
  try {
    for (let from = done; from < total; from += WORKERS * chunk) {
      const starts = workers.map((_, index) => from + index * chunk).filter((start) => start < total)
      const found = await Promise.all(
        starts.map((start, index) => {
          return answerOf(workers[index] as Worker, { seed, from: start, to: Math.min(start + chunk, total) })
        }),
      )
      await onChunk(found.reduce(added), Math.min(from + WORKERS * chunk, total))
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

async function answerOf(worker: Worker, chunk: object): Promise<Findings> {
  worker.postMessage(chunk)
  const [findings] = await once(worker, 'message')
  return findings
}

/** What two chunks found, together. */
export function added(a: Findings, b: Findings): Findings {
  const denied = { ...a.denied }
  for (const [reason, count] of Object.entries(b.denied)) denied[reason] = (denied[reason] ?? 0) + count
  return {
    denied,
    wrong: [...a.wrong, ...b.wrong],
    twins: a.twins + b.twins,
    slowestMilliseconds: Math.max(a.slowestMilliseconds, b.slowestMilliseconds),
  }
}
