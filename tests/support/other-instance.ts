import { openKeyring } from '#app/crypto/open-keyring.server.ts'
import type { Portal } from '#app/portal.server.ts'
import { knownKeys } from '#app/services/known-keys.server.ts'
import { openChanges } from '#db/changes.server.ts'
import { openDatabase } from '#db/client.server.ts'
import type { TestPortal } from './test-portal.ts'

/**
 * Another instance of the same portal: the same database, keys and clock, with connections and a memory of its own.
 * `hears`: where it listens for changes; an address at which nobody answers makes an instance that never hears any.
 */
export function otherInstance({ portal: first, owner, setTime }: TestPortal, { hears = '' } = {}): TestPortal {
  const { databaseUrl } = first.settings
  const db = openDatabase(databaseUrl)
  const changes = openChanges(hears || databaseUrl)
  const keys = openKeyring(knownKeys(db, changes), first.keys.folder, first.clock)
  const portal: Portal = { ...first, db, changes, keys }
  return {
    portal,
    owner,
    setTime,
    close: async () => {
      await changes.close()
      await db.close()
    },
  }
}
