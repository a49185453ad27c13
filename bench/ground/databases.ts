import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { startEmbeddedDatabase } from '#db/embedded.server.ts'
import { migrate } from '#db/migrate.ts'

export type Databases = {
  /** A migrated, empty database of the caller's own. */
  create(): Promise<{ ownerUrl: string; appUrl: string }>
  stop(): Promise<void>
}

/** A real PostgreSQL that keeps its promises (fsync and synchronous commits are on), as a portal in service has it. */
export async function openDatabases(dataDir: string): Promise<Databases> {
  const server = await startEmbeddedDatabase({ dataDir, log: () => {}, durable: true })
  await migrate(server.ownerUrl)
  return {
    create: async () => {
      const name = `bench_${randomUUID().replaceAll('-', '')}`
      const sql = postgres(server.superuserUrl, { max: 1 })
      await sql.unsafe(`create database ${name} template accord owner accord_owner`)
      await sql.end()
      const inIt = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
      return { ownerUrl: inIt(server.ownerUrl), appUrl: inIt(server.appUrl) }
    },
    stop: server.stop,
  }
}
