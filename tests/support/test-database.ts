import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'

export type TestDatabase = { ownerUrl: string; appUrl: string; drop(): Promise<void> }

/** A migrated, empty database of the caller's own: a copy of the one that the test run prepared. */
export async function testDatabase(): Promise<TestDatabase> {
  const { superuserUrl, ownerUrl, appUrl } = inject('databases')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(superuserUrl, `create database ${name} template accord owner accord_owner`)
  return {
    ownerUrl: inDatabase(ownerUrl, name),
    appUrl: inDatabase(appUrl, name),
    drop: () => administer(superuserUrl, `drop database if exists ${name} with (force)`),
  }
}

async function administer(superuserUrl: string, statement: string): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1 })
  await sql.unsafe(statement)
  await sql.end()
}

function inDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}
