import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '#db/embedded/free-port.server.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Boots a demo of its own for the journeys; specs learn where it is from the environment (see journey.ts). */
export default async function startDemo(): Promise<() => Promise<void>> {
  const folder = await temporaryFolder('accord-journeys-')
  const port = await freePort()
  const demo = fork(join(import.meta.dirname, '..', '..', 'bin', 'demo.ts'), {
    env: { ...withoutDatabase(process.env), NODE_ENV: 'production', PORT: String(port), DATA_DIR: folder.path },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  await untilReady(demo)
  process.env.ACCORD_JOURNEYS_URL = `http://localhost:${port}`
  process.env.ACCORD_JOURNEYS_FOLDER = folder.path
  return async () => {
    demo.kill('SIGTERM')
    if (demo.exitCode === null) await once(demo, 'exit')
    await folder.remove()
  }
}

/** Journeys write what they like, so they never go to a database that somebody else named. */
function withoutDatabase({ DATABASE_URL, DATABASE_OWNER_URL, ...rest }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return rest
}

async function untilReady(demo: ChildProcess): Promise<void> {
  let said = ''
  demo.stdout?.on('data', (text) => {
    said += text
  })
  const ready = once(demo, 'message')
  const ended = once(demo, 'exit').then(([code]) => {
    throw new Error(`The demo ended (exit ${code}) before it was ready:\n${said}`)
  })
  await Promise.race([ready, ended])
  ended.catch(() => {})
}
