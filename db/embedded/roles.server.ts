import postgres from 'postgres'
import type { RolePasswords } from './kept-passwords.server.ts'

/** Creates, once, the database `accord`, the role that owns it and the role that serves from it. */
export async function ensureRoles(superuserUrl: string, passwords: RolePasswords): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => {} })
  try {
    const roles = await sql`select rolname from pg_roles where rolname in ('accord_owner', 'accord_app')`
    const present = new Set(roles.map(({ rolname }) => rolname))
    if (!present.has('accord_owner')) await sql.unsafe(role('accord_owner', passwords.owner))
    if (!present.has('accord_app')) await sql.unsafe(role('accord_app', passwords.app))
    const [database] = await sql`select 1 from pg_database where datname = 'accord'`
    if (!database) await sql`create database accord owner accord_owner`
    await sql`revoke all on database accord from public`
    await sql`grant connect on database accord to accord_app`
  } finally {
    await sql.end()
  }
}

/** Makes the database `accord` anew. */
export async function emptyDatabase(superuserUrl: string, passwords: RolePasswords): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`drop database if exists accord with (force)`
  } finally {
    await sql.end()
  }
  await ensureRoles(superuserUrl, passwords)
}

/** A role that can do nothing but sign in; the password holds no character that needs quoting. */
function role(name: string, password: string): string {
  return `create role ${name} login nosuperuser nobypassrls nocreatedb nocreaterole password '${password}'`
}
