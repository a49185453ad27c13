import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readKeyFiles } from '#app/crypto/key-files.server.ts'
import { keyFolder } from '#app/crypto/key-folder.server.ts'
import { KEY_PURPOSES } from '#app/crypto/keyring.server.ts'
import { weaknesses } from '#app/domain/weak-ground.ts'
import { type Settings, settingsSchema } from '#app/settings.ts'
import type { Database } from '#db/client.server.ts'
import { pendingMigrations } from '#db/migrate.ts'
import { findGround } from '#db/queries/ground.server.ts'
import type { CheckCode } from './sentences.ts'

export type Found = { code: CheckCode; of: string | null; stops: boolean }

type Environment = Record<string, string | undefined>

/** The settings, or what is wrong with each of them. */
export function settingsOrFaults(environment: Environment): { settings: Settings } | { faults: Found[] } {
  const read = settingsSchema.safeParse(environment)
  if (read.success) return { settings: read.data }
  const faults = read.error.issues.map(({ path, message }) => {
    const name = path.join('.')
    const isAbsent = name !== '' && environment[name] === undefined
    return stop('setting-wrong', isAbsent ? `${name} is not set` : `${name} ${message}`.trim())
  })
  return { faults }
}

/** What is wrong with the files of keys, and with secrets that are not in them. */
export async function keyFaults({ keysDirectory, demo }: Settings, environment: Environment): Promise<Found[]> {
  const files = await readKeyFiles(keysDirectory).catch(() => null)
  const purposes = new Set((await keyFolder(keysDirectory).read()).map(({ purpose }) => purpose))
  const absent = KEY_PURPOSES.filter((purpose) => !purposes.has(purpose))
  if (!files) return [stop('keys-missing', 'pepper, master')]
  return [
    ...(demo ? [stop('settings-of-a-demo')] : []),
    ...absent.map((purpose) => stop('keys-missing', purpose)),
    ...(await openFiles(keysDirectory)).map((name) => stop('keys-open-to-others', name)),
    ...namesHolding(environment, [files.pepper, files.master]).map((name) => stop('secret-in-environment', name)),
  ]
}

/** What is wrong with the database, as far as the portal stands on it; null for the rest, where it cannot be asked. */
export async function databaseFaults(db: Database, { url, databaseUrl, keysDirectory }: Settings): Promise<Found[]> {
  const ground = await db.as('public', findGround).catch(() => null)
  if (!ground) return [stop('database-not-reachable')]
  const { demo: demoKeys } = await readKeyFiles(keysDirectory)
  const pending = await pendingMigrations(databaseUrl)
  return [
    ...weaknesses(ground, { url, demoKeys }).map((code) => stop(code)),
    ...(pending > 0 ? [stop('migrations-pending', String(pending))] : []),
  ]
}

function stop(code: CheckCode, of: string | null = null): Found {
  return { code, of, stops: true }
}

async function openFiles(directory: string): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => /\.jwk\.json$|^pepper$|^master$/.test(name))
  const modes = await Promise.all(names.map(async (name) => ({ name, mode: (await stat(join(directory, name))).mode })))
  return modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ name }) => name)
}

function namesHolding(environment: Environment, secrets: readonly Buffer[]): string[] {
  const spelled = secrets.flatMap((secret) => [
    secret.toString('base64url'),
    secret.toString('base64'),
    secret.toString('hex'),
  ])
  return Object.entries(environment).flatMap(([name, value = '']) =>
    spelled.some((text) => value.includes(text)) ? name : [],
  )
}
