import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Failure } from '../failure.ts'
import { type DoneBy, done, type Task } from './tasks.ts'

/** Threads that share the work. They begin with the first of it and end when they are dismissed. */
export type Crew = {
  /** Does all of these, as many at a time as there are threads; the first that fails ends all. */
  do<One extends Task>(tasks: readonly One[], afterEach?: (task: One) => void): Promise<DoneBy<One>[]>
  dismiss(): Promise<void>
}

export function crew(size = Math.min(availableParallelism(), MOST_THREADS)): Crew {
  const workers: Worker[] = []
  let lastTurn: Promise<unknown> = Promise.resolve()
  return {
    /** A single task is done where it is asked for: a thread takes longer to begin. */
    async do(tasks, afterEach = () => undefined) {
      if (tasks.length <= 1) return tasks.map((task) => doneHere(task, afterEach))
      const turn = lastTurn.then(() => {
        while (workers.length < size) workers.push(new Worker(WORKER, { resourceLimits: ROOM }))
        return shared(tasks, workers, afterEach)
      })
      lastTurn = turn.catch(() => undefined)
      return turn
    },
    async dismiss() {
      await Promise.all(workers.splice(0).map((worker) => worker.terminate()))
    },
  }
}

function doneHere<One extends Task>(task: One, afterEach: (task: One) => void): DoneBy<One> {
  const answer = done(task)
  afterEach(task)
  return answer
}

const MOST_THREADS = 8

/** What a token leaves behind is soon forgotten: with room for it, collecting it takes a third of the time. */
const ROOM = { maxYoungGenerationSizeMb: 32 }

/** Beside this file, in the source as in the bundle. */
const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)

async function shared<One extends Task>(
  tasks: readonly One[],
  workers: readonly Worker[],
  afterEach: (task: One) => void,
): Promise<DoneBy<One>[]> {
  const answers: DoneBy<One>[] = []
  const left = inTurn(tasks)
  await Promise.all(
    workers.map(async (worker) => {
      for (const [index, task] of left) {
        answers[index] = await answerOf(worker, task)
        afterEach(task)
      }
    }),
  )
  return answers
}

/** One line that all stand in: who fails closes it for all. */
function* inTurn<One>(tasks: readonly One[]): Generator<[index: number, task: One]> {
  yield* tasks.entries()
}

type Answer<One extends Task> = { done: DoneBy<One> } | { failed: { code: Failure['code']; detail: Failure['detail'] } }

/** A thread that ends before it has answered has vouched for nothing. */
function answerOf<One extends Task>(worker: Worker, task: One): Promise<DoneBy<One>> {
  return new Promise((resolve, reject) => {
    const answered = (answer: Answer<One>) => {
      forget()
      if ('done' in answer) resolve(answer.done)
      else reject(new Failure(answer.failed.code, answer.failed.detail))
    }
    const lost = (cause: unknown) => {
      forget()
      reject(new Failure('worker-lost', { message: cause instanceof Error ? cause.message : 'it ended' }, { cause }))
    }
    const forget = () => {
      worker.off('message', answered).off('error', lost).off('messageerror', lost).off('exit', lost)
    }
    worker.on('message', answered).on('error', lost).on('messageerror', lost).on('exit', lost)
    if (worker.threadId === ENDED) lost(null)
    else worker.postMessage(task)
  })
}

/** What `threadId` says of a thread that has ended. */
const ENDED = -1
