import { execFileSync } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const patience = 8_000

/** Refuses to start beside a server that uses the same files, and clears what a killed one left behind. */
export async function awaitNoOtherServer(cluster: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const deadline = Date.now() + patience
  for (let said = false; ; said = true) {
    const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0])
    if (!pid) return
    if (!(await isServerOf(cluster, pid))) {
      log('the database was killed last time; it recovers by itself')
      await rm(pidFile, { force: true })
      return
    }
    if (Date.now() > deadline)
      throw new Error(`A database server (process ${pid}) already uses ${cluster}. Stop it, or set DATA_DIR.`)
    if (!said) log(`waiting for the database server of an earlier start (process ${pid}) to end`)
    await wait(100)
  }
}

/** Process numbers are used again after a restart of the machine, so the number alone proves nothing. */
async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return (await commandOf(pid)).includes(cluster)
}

async function commandOf(pid: number): Promise<string> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  if (command !== undefined) return command
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
