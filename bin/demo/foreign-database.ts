import postgres, { type Sql } from 'postgres'
import { keptPasswords } from '#db/embedded/kept-passwords.server.ts'
import type { DemoDatabase } from './database.ts'
import { remark } from './steps.ts'

const needs = `Accord needs two roles of PostgreSQL 15 or newer:
  DATABASE_OWNER_URL  a role that owns the database or may create tables in its schema "public"
  DATABASE_URL        a role that may connect, and nothing else (not a superuser, no BYPASSRLS)
With DATABASE_URL alone, that role must be able to do what the owner does.`

/** Uses somebody else's PostgreSQL, after looking whether it will do. */
export async function foreignDatabase(
  url: string,
  ownerUrl: string | undefined,
  dataDir: string,
): Promise<DemoDatabase> {
  const sql = postgres(ownerUrl ?? url, { max: 1, onnotice: () => {} })
  try {
    await refuseIfUnfit(sql)
    const appUrl = ownerUrl ? url : await servingRole(sql, url, dataDir)
    return { ownerUrl: ownerUrl ?? url, appUrl, stop: async () => {} }
  } finally {
    await sql.end()
  }
}

async function refuseIfUnfit(sql: Sql): Promise<void> {
  const [found] = await sql<{ version: number; creates: boolean }[]>`
    select current_setting('server_version_num')::int / 10000 as version,
           has_schema_privilege(current_user, 'public', 'create') as creates`
  if (!found || found.version < 15) throw new Error(`DATABASE_URL is PostgreSQL ${found?.version}.\n${needs}`)
  if (!found.creates) throw new Error(`This role may not create tables in the database.\n${needs}`)
}

/** With one URL only: the role it names is the owner, and a second one that may do less is made to serve. */
async function servingRole(sql: Sql, url: string, dataDir: string): Promise<string> {
  const [role] = await sql`select rolsuper or rolcreaterole as may_create from pg_roles where rolname = current_user`
  if (!role?.may_create) {
    remark('DATABASE_OWNER_URL is not set: one role owns and serves, so the database does not guard rows by itself')
    return url
  }
  const { app } = await keptPasswords(dataDir)
  const [present] = await sql`select 1 from pg_roles where rolname = 'accord_app'`
  await sql.unsafe(`${present ? 'alter' : 'create'} role accord_app login password '${app}'`)
  remark('DATABASE_OWNER_URL is not set: its role owns the tables, and a new role accord_app serves from them')
  return Object.assign(new URL(url), { username: 'accord_app', password: app }).href
}
