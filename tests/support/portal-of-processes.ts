import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createKeyFiles } from '#app/crypto/key-files.server.ts'
import { openPortal } from '#app/portal.server.ts'
import { openDatabase } from '#db/client.server.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { testDatabase } from './test-database.ts'
import type { TestPortal } from './test-portal.ts'

/** A portal whose keys are files, so that processes of their own can be instances and commands of it. */
export type PortalOfProcesses = TestPortal & {
  /** What a process of this portal is told. */
  environment: Record<string, string>
  /** Starts a program as one more instance, which is ready once it tells something: that. */
  start(program: string): Promise<unknown>
  /** Runs a command to its end. */
  command(program: string, ...args: string[]): Promise<{ exitCode: number | null; output: string; complaint: string }>
}

export async function portalOfProcesses(url = 'http://127.0.0.1:3999'): Promise<PortalOfProcesses> {
  const database = await testDatabase()
  const folder = await temporaryFolder('accord-keys-')
  await createKeyFiles(folder.path, { demo: true })
  const environment = {
    ACCORD_URL: url,
    ACCORD_DEMO: '1',
    ACCORD_KEYS_DIR: folder.path,
    DATABASE_URL: database.appUrl,
    LOG_LEVEL: 'error',
  }
  const portal = await openPortal(environment)
  const owner = openDatabase(database.ownerUrl, { connections: 2 })
  const running: ChildProcess[] = []
  return {
    environment,
    portal,
    owner,
    setTime: () => {
      throw new Error('processes run on the real clock')
    },
    start: async (program) => {
      const child = spawn(process.execPath, [program], {
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      running.push(child)
      const died = once(child, 'exit').then(() => Promise.reject(new Error(`${program} ended`)))
      died.catch(() => {})
      const [ready] = await Promise.race([once(child, 'message'), died])
      return ready
    },
    command: async (program, ...args) => {
      const env = { ...process.env, ...environment }
      const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      const said = { output: '', complaint: '' }
      child.stdout.on('data', (some) => {
        said.output += some
      })
      child.stderr.on('data', (some) => {
        said.complaint += some
      })
      const [exitCode] = await once(child, 'close')
      return { exitCode, ...said }
    },
    close: async () => {
      await Promise.all(running.map(ended))
      await portal.changes.close()
      await portal.db.close()
      await owner.close()
      await database.drop()
      await folder.remove()
    },
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
