import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../../bin/project-folder.ts'

export type Program<Ready> = { ready: Ready; stop(): Promise<void> }

/** Where a process leaves its log, and what Node is asked to do besides running it. */
export type Surroundings = { logs: string; execArgv: readonly string[] }

/** Starts a program of ours in a process of its own; it is ready when it sends its first message. */
export async function startProgram<Ready>(
  path: string,
  settings: object,
  surroundings: Surroundings,
): Promise<Program<Ready>> {
  const { child, died } = startNode(path, [JSON.stringify(settings)], {}, surroundings)
  const [ready] = (await Promise.race([once(child, 'message'), died])) as [Ready]
  return { ready, stop: () => ended(child) }
}

/** A process of this same Node, which we do not leave behind; `died` rejects with its last words when it ends. */
export function startNode(
  path: string,
  args: readonly string[],
  environment: Record<string, string>,
  { logs, execArgv }: Surroundings,
): { child: ChildProcess; died: Promise<never> } {
  const logPath = join(logs, `${path.replaceAll('/', '-')}-${performance.now()}.log`)
  const log = openSync(logPath, 'a')
  const child = spawn(process.execPath, [...execArgv, inProject(path), ...args], {
    env: { ...process.env, ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', log, log, 'ipc'],
  })
  const endIt = () => child.kill()
  process.once('exit', endIt)
  const died = once(child, 'exit').then(() => {
    process.off('exit', endIt)
    throw new Error(`${path} ended: ${readFileSync(logPath, 'utf8').slice(-1000)}`)
  })
  died.catch(() => {})
  return { child, died }
}

/** Asked to end rather than killed, so that what it has to write is written. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
