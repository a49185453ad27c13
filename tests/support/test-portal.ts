import { randomBytes } from 'node:crypto'
import pino from 'pino'
import type { Clock } from '#app/clock.ts'
import { KEY_PURPOSES, newStoredKey } from '#app/crypto/keyring.server.ts'
import { folderInMemory, openKeyring } from '#app/crypto/open-keyring.server.ts'
import type { Portal } from '#app/portal.server.ts'
import { knownKeys } from '#app/services/known-keys.server.ts'
import { publishKeys } from '#app/services/publish-keys.server.ts'
import { settingsSchema } from '#app/settings.ts'
import { openChanges } from '#db/changes.server.ts'
import { type Database, openDatabase } from '#db/client.server.ts'
import { testDatabase } from './test-database.ts'

export type TestPortal = {
  portal: Portal
  /** The same database as its owner sees it, for arranging and inspecting. */
  owner: Database
  /** Sets what time it is; without it the clocks run. */
  setTime(at: Date | null): void
  close(): Promise<void>
}

/** Nobody guesses here. */
const QUICK = { N: 2 ** 4, r: 8, p: 1 }

/** A portal with a PostgreSQL database of its own, fresh keys, and a clock that a test may set. */
export async function testPortal({ connections = 10, url = 'http://127.0.0.1:3999' } = {}): Promise<TestPortal> {
  const database = await testDatabase()
  const owner = openDatabase(database.ownerUrl, { connections: 3 })
  const db = openDatabase(database.appUrl, { connections })
  let time: Date | null = null
  const settings = settingsSchema.parse({
    ACCORD_URL: url,
    ACCORD_DEMO: '1',
    ACCORD_KEYS_DIR: 'in-memory',
    DATABASE_URL: database.appUrl,
    LOG_LEVEL: 'silent',
  })
  const changes = openChanges(database.appUrl)
  const clock: Clock = {
    now: () => time ?? new Date(),
    recorded: async (databaseNow) => time ?? (await databaseNow()),
  }
  const folder = folderInMemory(await Promise.all(KEY_PURPOSES.map(newStoredKey)))
  const portal: Portal = {
    settings,
    db,
    changes,
    clock,
    keys: openKeyring(knownKeys(db, changes), folder, clock),
    secrets: { pepper: randomBytes(32), master: randomBytes(32), slowness: QUICK },
    log: pino({ level: 'silent' }),
  }
  await publishKeys(portal)
  return {
    portal,
    owner,
    setTime: (at) => {
      time = at
    },
    close: async () => {
      await portal.changes.close()
      await db.close()
      await owner.close()
      await database.drop()
    },
  }
}
