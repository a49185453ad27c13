import { parentPort } from 'node:worker_threads'
import { Failure } from '../failure.ts'
import { done, type Task } from './tasks.ts'

/** A thread that does one task after another; a failure is an answer too, anything else ends it. */
parentPort?.on('message', (task: Task) => {
  try {
    parentPort?.postMessage({ done: done(task) })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    parentPort?.postMessage({ failed: { code: error.code, detail: error.detail } })
  }
})
