import { fileURLToPath } from 'node:url'
import { type Name, sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { installQueue } from './install-queue.ts'

/** Brings the database up to date as its owner and grants the application's role what it needs, and no more. */
export async function migrate(ownerUrl: string, appRole = 'accord_app'): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const db = drizzle(client)
    await runMigrations(db, { migrationsFolder: FOLDER })
    await installQueue(ownerUrl)
    await grant(db, appRole)
  } finally {
    await client.end()
  }
}

/** How many migrations the database has not seen; the application's role may ask. */
export async function pendingMigrations(url: string): Promise<number> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  const all = readMigrationFiles({ migrationsFolder: FOLDER })
  try {
    const [last] = await client<{ at: string | null }[]>`select max(created_at) as at from drizzle.__drizzle_migrations`
    return all.filter(({ folderMillis }) => folderMillis > Number(last?.at ?? 0)).length
  } catch {
    return all.length // Before the first one there is nothing to ask, or no right to.
  } finally {
    await client.end()
  }
}

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url))

const APPEND_ONLY = [
  'consent_events',
  'usage_reports',
  'usage_subjects',
  'audit',
  'form_versions',
  'superseded_forms',
  'claims',
  'weekly_figures',
  'data_use_figures',
] as const

async function grant(db: PostgresJsDatabase, appRole: string): Promise<void> {
  const role = sql.identifier(appRole)
  await db.execute(sql`grant usage on schema public to ${role}`)
  await db.execute(sql`grant select, insert, update, delete on all tables in schema public to ${role}`)
  await db.execute(sql`grant usage, select on all sequences in schema public to ${role}`)
  await db.execute(sql`grant usage on schema drizzle to ${role}`)
  await db.execute(sql`grant select on drizzle.__drizzle_migrations to ${role}`)
  for (const table of APPEND_ONLY) {
    await db.execute(sql`revoke update, delete, truncate on ${sql.identifier(table)} from ${role}`)
  }
  await db.execute(sql`revoke update on status_publications from ${role}`)
  await grantQueue(db, role)
}

/** The worker puts jobs in, takes them out and notes when it tidied up; which queues and tables there are is not its to change. */
async function grantQueue(db: PostgresJsDatabase, role: Name): Promise<void> {
  await db.execute(sql`grant usage on schema pgboss to ${role}`)
  await db.execute(sql`grant select, insert, update, delete on all tables in schema pgboss to ${role}`)
  await db.execute(sql`revoke insert, delete on pgboss.queue, pgboss.version from ${role}`)
}
