import pino, { type Logger } from 'pino'
import { type Changes, openChanges } from '#db/changes.server.ts'
import { type Database, openDatabase } from '#db/client.server.ts'
import { type Clock, systemClock } from './clock.ts'
import { readKeyFiles } from './crypto/key-files.server.ts'
import { type Keyring, keyringFrom } from './crypto/keyring.server.ts'
import { refuseWeakGround } from './services/refuse-weak-ground.server.ts'
import { type Settings, settingsFrom } from './settings.ts'

/** Everything that a service may be handed: the world, as arguments. */
export type Portal = {
  settings: Settings
  db: Database
  changes: Changes
  clock: Clock
  keys: Keyring
  secrets: { pepper: Buffer; master: Buffer }
  log: Logger
}

/** The composition root: the one place that reads the environment, the clock and the key files. */
export async function openPortal(environment: Record<string, string | undefined> = process.env): Promise<Portal> {
  const settings = settingsFrom(environment)
  const { signing, pepper, master, demo: demoKeys } = await readKeyFiles(settings.keysDirectory)
  const db = openDatabase(settings.databaseUrl)
  if (!settings.demo) await refuseWeakGround(db, { url: settings.url, demoKeys })
  return {
    settings,
    db,
    changes: openChanges(settings.databaseUrl),
    clock: systemClock,
    keys: await keyringFrom(signing),
    secrets: { pepper, master },
    log: pino({ level: settings.logLevel }),
  }
}
