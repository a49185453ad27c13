import { readMissing } from '#app/services/read-readiness.server.ts'
import type { Settings } from '#app/settings.ts'
import { type Database, openDatabase } from '#db/client.server.ts'
import { databaseFaults, type Found, keyFaults, settingsOrFaults } from './ground.ts'

/** What is missing before a portal of this environment can serve people; each step is looked at where the one before it left something to stand on. */
export async function findMissing(environment: Record<string, string | undefined>): Promise<Found[]> {
  const read = settingsOrFaults(environment)
  if ('faults' in read) return read.faults
  const { settings } = read
  const keys = await keyFaults(settings, environment)
  if (keys.some(({ code, of }) => code === 'keys-missing' && of?.includes('pepper'))) return keys
  const db = openDatabase(settings.databaseUrl, { connections: 1 })
  try {
    return [...keys, ...(await withDatabase(db, settings))]
  } finally {
    await db.close()
  }
}

async function withDatabase(db: Database, settings: Settings): Promise<Found[]> {
  const faults = await databaseFaults(db, settings)
  const isReadable = !faults.some(({ code }) => code === 'database-not-reachable' || code === 'migrations-pending')
  if (!isReadable) return faults
  const missing = await readMissing(db, { hasMail: settings.mail !== null, at: new Date() })
  return [...faults, ...missing, ...(await answers(settings.url))]
}

/** Whether people reach the portal at its own address, as far as this machine can tell. */
async function answers(url: string): Promise<Found[]> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(() => null)
  return answer?.ok ? [] : [{ code: 'portal-not-answering', of: null, stops: false }]
}
