import pino, { type Logger } from 'pino'
import { type Changes, openChanges } from '#db/changes.server.ts'
import { type Database, openDatabase } from '#db/client.server.ts'
import { type Clock, systemClock } from './clock.ts'
import { readKeyFiles } from './crypto/key-files.server.ts'
import { keyFolder } from './crypto/key-folder.server.ts'
import type { Keyring } from './crypto/keyring.server.ts'
import { openKeyring } from './crypto/open-keyring.server.ts'
import { SLOW, type SlowHashing } from './crypto/secrets.server.ts'
import { linesTogether } from './log-lines.ts'
import { knownKeys } from './services/known-keys.server.ts'
import { publishKeys } from './services/publish-keys.server.ts'
import { refuseWeakGround } from './services/refuse-weak-ground.server.ts'
import { type Settings, settingsFrom } from './settings.ts'

/** Everything that a service may be handed: the world, as arguments. */
export type Portal = {
  settings: Settings
  db: Database
  changes: Changes
  clock: Clock
  keys: Keyring
  secrets: SlowHashing & { master: Buffer }
  log: Logger
  /** What the demo's own mail server took, the latest first; nobody else has one. */
  demoMailbox?: () => DemoMail[]
}

export type DemoMail = { id: string; to: string; language: string; subject: string; text: string }

/** The composition root: the one place that reads the environment, the clock and the key files. The portal's keys are known before it is used. */
export async function openPortal(environment: Record<string, string | undefined> = process.env): Promise<Portal> {
  const settings = settingsFrom(environment)
  const { pepper, master, demo: demoKeys } = await readKeyFiles(settings.keysDirectory)
  const db = openDatabase(settings.databaseUrl)
  if (!settings.demo) await refuseWeakGround(db, { url: settings.url, demoKeys })
  const changes = openChanges(settings.databaseUrl)
  const portal: Portal = {
    settings,
    db,
    changes,
    clock: systemClock,
    keys: openKeyring(knownKeys(db, changes), keyFolder(settings.keysDirectory), systemClock),
    secrets: { pepper, master, slowness: SLOW },
    log: pino(
      { level: settings.logLevel },
      linesTogether((text) => process.stdout.write(text)),
    ),
  }
  await publishKeys(portal)
  return portal
}
