import { fork } from 'node:child_process'
import { once } from 'node:events'
import { inProject } from '../bin/project-folder.ts'
import { SIGNALS } from './signals.ts'

/** What a program that was run apart says once, before it ends. */
export type Told<Answer> = { answer: Answer } | { failure: string }

/** What a program of ours answers from a process of its own; whoever ends us ends it first. */
export async function ranApart<Answer>(path: string, settings: object): Promise<Answer> {
  const child = fork(inProject(path), [JSON.stringify(settings)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let told: Told<Answer> | undefined
  child.once('message', (message: Told<Answer>) => {
    told = message
  })
  const passOn = (signal: NodeJS.Signals) => {
    child.once('exit', () => process.exit(1))
    child.kill(signal)
  }
  for (const signal of SIGNALS) process.on(signal, passOn)
  const [code, signal] = await once(child, 'exit')
  for (const one of SIGNALS) process.off(one, passOn)
  if (told && 'answer' in told) return told.answer
  throw new Error(told?.failure ?? `its process ended (${signal ?? code}) without a word`)
}
