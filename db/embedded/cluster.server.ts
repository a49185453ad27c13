import { execFile } from 'node:child_process'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
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
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (identity.uid !== undefined && identity.gid !== undefined) await chown(passwordFile, identity.uid, identity.gid)
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
