import { type ExtractTablesWithRelations, sql } from 'drizzle-orm'
import type { PgTransaction } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema/index.ts'

export type Tx = PgTransaction<PostgresJsQueryResultHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>

/** What one statement is made with, inside a transaction or by itself. */
export type Statement = Pick<Tx, 'select' | 'execute'>

/** On whose behalf a transaction reads and writes; row-level security shows it nothing else. */
export type Scope = { subject: string; task?: Task } | { organisation: string } | { task: Task } | 'public'

/** Work that is nobody's own; the policies in `migrations/0001_guards.sql` say which tables each may see. */
export type Task =
  | 'sign-in'
  | 'claim'
  | 'publish'
  | 'sweep'
  | 'figures'
  | 'events'
  | 'revoke'
  | 'forms'
  | 'ask-again'
  | 'mail'
  | 'rights'
  | 'imports'

/** Each statement sees what was committed before it, unless all of them are to see what was committed before the first. */
export type Reading = { atOneMoment: boolean }

export type Database = {
  /** One transaction, at READ COMMITTED, in this scope; it commits when `work` returns and rolls back when it throws. */
  as<Result>(scope: Scope, work: (tx: Tx) => Promise<Result>, reading?: Reading): Promise<Result>
  /** One statement in the scope `public`, which is a transaction by itself: one way to the database, where `as` goes three. */
  alone<Result>(statement: (db: Statement) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Opens a pool of connections; `url` names the application's role, never the owner's. */
export function openDatabase(url: string, { connections = 10 } = {}): Database {
  const client = postgres(url, { max: connections, onnotice: () => {} })
  const db = drizzle(client, { schema, casing: 'snake_case' })
  const prepared = drizzle(preparing(client), { schema, casing: 'snake_case' })
  return {
    as: (scope, work, reading) =>
      db.transaction(
        async (tx) => {
          await enter(tx, scope)
          return work(tx)
        },
        reading?.atOneMoment ? { isolationLevel: 'repeatable read' } : undefined,
      ),
    alone: (statement) => statement(prepared),
    close: () => client.end({ timeout: 5 }),
  }
}

/** What is asked alone is asked often: each connection has it parsed and planned once, which drizzle asks for nowhere. */
function preparing(client: postgres.Sql): postgres.Sql {
  const unsafe: postgres.Sql['unsafe'] = (query, parameters, options) =>
    client.unsafe(query, parameters, { ...options, prepare: true })
  return new Proxy(client, { get: (target, name) => (name === 'unsafe' ? unsafe : Reflect.get(target, name)) })
}

/** `set_config(..., true)` ends with the transaction (`SET LOCAL` takes no parameters). */
async function enter(tx: Tx, scope: Scope): Promise<void> {
  if (scope === 'public') return
  for (const [name, value] of Object.entries(scope)) {
    await tx.execute(sql`select set_config(${`app.${name}`}, ${value}, true)`)
  }
}
