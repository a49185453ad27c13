import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '../failure.ts'

type Holder = { id: string; pid: number; host: string }

const RETRY_MILLISECONDS = 100

/** Does the work while nobody else who asks for this lock does theirs; waits for them at most `patience` milliseconds. */
export async function withLock<Result>(path: string, patience: number, work: () => Promise<Result>): Promise<Result> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await acquire(path, patience)
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function acquire(path: string, patience: number): Promise<void> {
  const me: Holder = { id: randomUUID(), pid: process.pid, host: hostname() }
  held.add(me.id)
  const deadline = performance.now() + patience
  while (!(await create(path, me)) && !(await takeOver(path, me))) {
    if (performance.now() >= deadline) throw new Failure('sync-running')
    await pause(RETRY_MILLISECONDS)
  }
}

/** Whole from the first moment: a link to what is written, so that whoever is killed here leaves no lock without a holder. */
async function create(path: string, me: Holder): Promise<boolean> {
  const written = join(dirname(path), `.${basename(path)}.${randomUUID()}.unfinished`)
  await writeFile(written, JSON.stringify(me), { flag: 'wx', mode: 0o600 })
  try {
    await link(written, path)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST') || isCode(error, 'ENOENT')) return false
    throw error
  } finally {
    await rm(written, { force: true })
  }
}

/**
 * Takes the lock of a process that is gone. One wins the right to replace it, then looks again before it does;
 * the right is a lock of its own, which its holder can be gone from just the same.
 */
async function takeOver(path: string, me: Holder): Promise<boolean> {
  const gone = await holderOf(path)
  if (!gone || isAlive(gone)) return false
  const right = `${path}.${gone.id}`
  if (!(await create(right, me)) && !(await takeOver(right, me))) return false
  if ((await holderOf(path))?.id === gone.id) {
    await rename(right, path)
    return true
  }
  await rm(right, { force: true })
  return false
}

/** Null where there is none. */
async function holderOf(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder
  } catch {
    return null
  }
}

/** Locks of this very process: its pid may be the one that a process before it had, as in containers. */
const held = new Set<string>()

function isAlive({ id, pid, host }: Holder): boolean {
  if (host !== hostname()) return true
  if (pid === process.pid) return held.has(id)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !isCode(error, 'ESRCH')
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
