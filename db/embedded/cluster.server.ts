import { execFile } from 'node:child_process'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Identity } from './least-privileged.server.ts'
import { serverEnvironment } from './server-environment.server.ts'
import type { ServerPlace } from './server-place.server.ts'

/** The folder of the database files, created with `initdb` the first time. */
export async function ensureCluster(
  place: ServerPlace,
  options: { password: string; durable: boolean; log: (line: string) => void },
): Promise<string> {
  const cluster = join(place.home, 'cluster')
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  const wanted = String(Number.parseInt(place.postgres.version, 10))
  if (found === wanted) return cluster
  if (found) throw new Error(`${cluster} was written by PostgreSQL ${found}; this one is ${wanted}. Set DATA_DIR.`)
  options.log('creating the database files')
  await initialise(place, cluster, options)
  return cluster
}

/** Initialises under another name and renames at the end, so that an interrupted first start leaves no half a cluster. */
async function initialise(
  { home, postgres, identity }: ServerPlace,
  cluster: string,
  { password, durable }: { password: string; durable: boolean },
): Promise<void> {
  const half = join(home, 'cluster-being-made')
  const passwordFile = join(home, 'initdb-password')
  await rm(half, { recursive: true, force: true })
  await rm(passwordFile, { force: true })
  await writeFor(identity, passwordFile, `${password}\n`)
  try {
    await promisify(execFile)(
      join(postgres.root, 'bin', 'initdb'),
      [
        `--pgdata=${half}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
        ...(durable ? [] : ['--no-sync']),
      ],
      { ...identity, cwd: '/', env: serverEnvironment() },
    )
  } catch (error) {
    throw new Error(`PostgreSQL could not create its files: ${(error as { stderr?: string }).stderr || error}`)
  } finally {
    await rm(passwordFile)
  }
  await rename(half, cluster)
}

/** A new file that only this user may read; made exclusively and given away by its handle, so that no link is followed. */
async function writeFor({ uid, gid }: Identity, path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  await file.writeFile(text)
  if (uid !== undefined && gid !== undefined) await file.chown(uid, gid)
  await file.close()
}
