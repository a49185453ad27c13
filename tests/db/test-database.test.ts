import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#tests/support/test-database.ts'

let mine: TestDatabase
let yours: TestDatabase
beforeAll(async () => {
  mine = await testDatabase()
  yours = await testDatabase()
})
afterAll(async () => {
  await mine.drop()
  await yours.drop()
})

test('every test file has a migrated database of its own', async () => {
  expect(await tables(mine.appUrl)).toContain('consent_events')
  const sql = postgres(mine.ownerUrl, { max: 1 })
  await sql`create table only_mine (id int)`
  await sql.end()
  expect(await tables(mine.ownerUrl)).toContain('only_mine')
  expect(await tables(yours.ownerUrl)).not.toContain('only_mine')
})

async function tables(url: string): Promise<string[]> {
  const sql = postgres(url, { max: 1 })
  const rows = await sql<{ tablename: string }[]>`select tablename from pg_tables where schemaname = 'public'`
  await sql.end()
  return rows.map(({ tablename }) => tablename)
}
