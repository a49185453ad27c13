import { resolve } from 'node:path'
import { ensureCluster } from './embedded/cluster.server.ts'
import { installedPostgres } from './embedded/installed-postgres.server.ts'
import { keptPasswords } from './embedded/kept-passwords.server.ts'
import { emptyDatabase, ensureRoles } from './embedded/roles.server.ts'
import { chooseServerPlace } from './embedded/server-place.server.ts'
import { startServerProcess } from './embedded/server-process.server.ts'

export type EmbeddedDatabase = {
  ownerUrl: string
  appUrl: string
  superuserUrl: string
  /** Drops all that the database `accord` holds. */
  empty(): Promise<void>
  stop(): Promise<void>
}

/** Starts a real PostgreSQL that keeps its data under `dataDir`, with Accord's roles and database in place. */
export async function startEmbeddedDatabase(options: {
  dataDir: string
  log: (line: string) => void
  durable?: boolean
}): Promise<EmbeddedDatabase> {
  const { log, durable = true } = options
  const dataDir = resolve(options.dataDir)
  const place = await chooseServerPlace(dataDir, await installedPostgres(), log)
  const passwords = await keptPasswords(dataDir)
  const cluster = await ensureCluster(place, { password: passwords.superuser, durable, log })
  const server = await startServerProcess(place, { cluster, durable, log })

  const url = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${server.port}/${database}`
  const superuserUrl = url('postgres', passwords.superuser, 'postgres')
  try {
    await ensureRoles(superuserUrl, passwords)
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    ownerUrl: url('accord_owner', passwords.owner, 'accord'),
    appUrl: url('accord_app', passwords.app, 'accord'),
    superuserUrl,
    empty: () => emptyDatabase(superuserUrl, passwords),
    stop: server.stop,
  }
}
