import { sql } from 'drizzle-orm'
import type { Ground } from '#app/domain/weak-ground.ts'
import type { Tx } from '../client.server.ts'

/** What the portal stands on: its database role's rights and the server's durability settings. */
export async function findGround(tx: Tx): Promise<Ground> {
  const [row] = await tx.execute<{
    version: number
    superuser: boolean
    bypass: boolean
    owns: boolean
    fsync: string
    full_page_writes: string
    synchronous_commit: string
    data_checksums: string
  }>(sql`
    select current_setting('server_version_num')::int as version,
      rolsuper as superuser, rolbypassrls as bypass,
      exists (select from pg_tables where schemaname = 'public' and tableowner = current_user) as owns,
      current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
      current_setting('synchronous_commit') as synchronous_commit, current_setting('data_checksums') as data_checksums
    from pg_roles where rolname = current_user`)
  if (!row) throw new Error('the database does not know its own role')
  const { version, superuser, bypass, owns, ...settings } = row
  return { version, superuser, bypassesRowSecurity: bypass, ownsTables: owns, settings }
}
