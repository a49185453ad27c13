import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from './free-port.server.ts'
import { awaitNoOtherServer } from './other-server.server.ts'
import { serverEnvironment } from './server-environment.server.ts'
import type { ServerPlace } from './server-place.server.ts'

type ServerProcess = { port: number; stop(): Promise<void> }

type Options = { cluster: string; durable: boolean; log: (line: string) => void }

const patience = 15_000

/** Runs `postgres` on a free loopback port until `stop()` is called or this process is gone. */
export async function startServerProcess(place: ServerPlace, options: Options): Promise<ServerProcess> {
  await awaitNoOtherServer(options.cluster, options.log)
  const deadline = Date.now() + patience
  for (;;) {
    const port = await freePort()
    const child = await spawnServer(place, port, options)
    const failure = await readyOrFailure(child, place, options.cluster)
    if (failure === undefined) return { port, stop: () => stop(child) }
    if (!passes(failure) || Date.now() > deadline) throw new Error(`PostgreSQL did not start:\n${failure}`)
    await wait(200)
  }
}

/**
 * The server hangs on a rope that this process holds, its standard input: when the rope is let go, by `stop()` or
 * because this process was killed, a watcher that lives beside the server shuts it down.
 */
const onARope = `
exec 3<&0 </dev/null
( (read -r _ <&3; kill -INT $$) >/dev/null 2>&1 & )
exec "$@" 3<&-`

async function spawnServer(
  { postgres, identity, logFile }: ServerPlace,
  port: number,
  { cluster, durable }: Options,
): Promise<ChildProcess> {
  const log = await open(logFile, 'w', 0o600)
  const child = spawn(
    '/bin/sh',
    ['-c', onARope, 'sh', join(postgres.root, 'bin', 'postgres'), '-D', cluster, ...settings(port, durable)],
    { ...identity, cwd: '/', env: serverEnvironment(), detached: true, stdio: ['pipe', log.fd, log.fd] },
  )
  child.stdin?.on('error', () => {})
  await once(child, 'spawn')
  await log.close()
  letThisProcessEnd(child)
  return child
}

function settings(port: number, durable: boolean): string[] {
  const safe = durable ? 'on' : 'off'
  return Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 60,
    fsync: safe,
    full_page_writes: safe,
    synchronous_commit: safe,
    timezone: 'UTC',
    log_timezone: 'UTC',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Waits until the server says in its pid file that it is ready; returns the end of its log if it gave up. */
async function readyOrFailure(
  child: ChildProcess,
  { logFile }: ServerPlace,
  cluster: string,
): Promise<string | undefined> {
  const pidFile = join(cluster, 'postmaster.pid')
  for (;;) {
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return undefined
    if (child.exitCode !== null || child.signalCode !== null)
      return (await readFile(logFile, 'utf8')).split('\n').slice(-12).join('\n')
    await wait(15)
  }
}

/** Whether waiting a little can help: a port taken in between, or the last processes of a killed server. */
function passes(failure: string): boolean {
  return /could not bind|Address already in use|pre-existing shared memory/.test(failure)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const gone = once(child, 'exit')
  child.stdin?.end()
  await gone
}

function letThisProcessEnd(child: ChildProcess): void {
  child.unref()
  const rope = child.stdin as (typeof child.stdin & { unref?: () => void }) | null
  rope?.unref?.()
}
