import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Failure } from '../failure.ts'
import { type DoneBy, done, type Task } from './tasks.ts'

/** Threads that share all the work there is. They begin with the first of it and end when they are dismissed. */
export type Crew = {
  /** Does all of these, as many at a time as there are threads; fails with the first that fails. */
  do<One extends Task>(tasks: readonly One[], afterEach?: (task: One) => void): Promise<DoneBy<One>[]>
  dismiss(): Promise<void>
}

type Waiting = { task: Task; resolve(answer: unknown): void; reject(failure: Failure): void }
type Thread = { worker: Worker; doing: Waiting | null }
type Answer = { done: unknown } | { failed: { code: Failure['code']; detail: Failure['detail'] } }

export function crew(size = Math.min(availableParallelism(), MOST_THREADS)): Crew {
  const threads = new Set<Thread>()
  const waiting: Waiting[] = []

  function begin(): void {
    const thread: Thread = { worker: new Worker(WORKER, { resourceLimits: ROOM }), doing: null }
    const isLost = (cause: unknown) => lost(thread, cause)
    thread.worker.on('message', (answer: Answer) => answered(thread, answer))
    thread.worker.on('error', isLost).on('messageerror', isLost).on('exit', isLost)
    threads.add(thread)
  }

  function give(thread: Thread): void {
    thread.doing = waiting.shift() ?? null
    if (thread.doing) thread.worker.postMessage(thread.doing.task)
  }

  function answered(thread: Thread, answer: Answer): void {
    const { doing } = thread
    give(thread)
    if ('failed' in answer) doing?.reject(new Failure(answer.failed.code, answer.failed.detail))
    else doing?.resolve(answer.done)
  }

  /** A thread that ends before it has answered has vouched for nothing; without any, nobody would do the rest. */
  function lost(thread: Thread, cause: unknown): void {
    threads.delete(thread)
    const message = cause instanceof Error ? cause.message : 'it ended'
    const left = [thread.doing, ...(threads.size === 0 ? waiting.splice(0) : [])]
    thread.doing = null
    for (const one of left) one?.reject(new Failure('worker-lost', { message }, { cause }))
  }

  return {
    async do<One extends Task>(tasks: readonly One[], afterEach: (task: One) => void = () => undefined) {
      const answers = isLittle(tasks) ? tasks.map((task) => done(task)) : tasks.map(queued)
      while (!isLittle(tasks) && threads.size < size) begin()
      for (const thread of threads) if (!thread.doing) give(thread)
      return Promise.all(
        tasks.map(async (task, index) => {
          const answer = await answers[index]
          afterEach(task)
          return answer as DoneBy<One>
        }),
      )
    },
    async dismiss() {
      await Promise.all([...threads].map(({ worker }) => worker.terminate()))
    },
  }

  function queued(task: Task): Promise<unknown> {
    return new Promise((resolve, reject) => waiting.push({ task, resolve, reject }))
  }
}

/** A single task is done where it is asked for: a thread takes longer to begin. */
function isLittle(tasks: readonly Task[]): boolean {
  return tasks.length <= 1
}

const MOST_THREADS = 8

/** What a token leaves behind is soon forgotten: with room for it, collecting it takes a third of the time. */
const ROOM = { maxYoungGenerationSizeMb: 32 }

/** Beside this file, in the source as in the bundle. */
const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)
