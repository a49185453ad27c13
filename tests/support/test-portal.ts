import { randomBytes } from 'node:crypto'
import pino from 'pino'
import { KEY_PURPOSES, keyringFrom, newStoredKey } from '#app/crypto/keyring.server.ts'
import type { Portal } from '#app/portal.server.ts'
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
  const portal: Portal = {
    settings,
    db,
    changes: openChanges(database.appUrl),
    clock: { now: () => time ?? new Date(), recorded: async (databaseNow) => time ?? (await databaseNow()) },
    keys: await keyringFrom(await Promise.all(KEY_PURPOSES.map(newStoredKey))),
    secrets: { pepper: randomBytes(32), master: randomBytes(32) },
    log: pino({ level: 'silent' }),
  }
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
