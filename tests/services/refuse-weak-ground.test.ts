import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKeyFiles } from '#app/crypto/key-files.server.ts'
import { openPortal } from '#app/portal.server.ts'
import { type TestDatabase, testDatabase } from '#tests/support/test-database.ts'

let database: TestDatabase
let environment: Record<string, string>

beforeAll(async () => {
  database = await testDatabase()
  const keys = join(await mkdtemp(join(tmpdir(), 'accord-keys-')), 'keys')
  await createKeyFiles(keys, { demo: true })
  environment = { ACCORD_URL: 'https://accord.example', ACCORD_KEYS_DIR: keys, DATABASE_URL: database.appUrl }
})
afterAll(() => database.drop())

test('outside a demo the portal does not start on a demo’s keys or a database that may lose a withdrawal', async () => {
  await expect(openPortal(environment)).rejects.toThrow(/fsync-is-off.*keys-are-of-a-demo/)
})

test('outside a demo the portal does not start as the owner of its tables', async () => {
  await expect(openPortal({ ...environment, DATABASE_URL: database.ownerUrl })).rejects.toThrow(
    /database-role-owns-tables/,
  )
})

test('outside a demo the portal does not start at an http address', async () => {
  await expect(openPortal({ ...environment, ACCORD_URL: 'http://accord.example' })).rejects.toThrow(/https/)
})

test('a demo starts on them', async () => {
  const portal = await openPortal({ ...environment, ACCORD_DEMO: '1', LOG_LEVEL: 'silent' })
  await portal.db.close()
})
