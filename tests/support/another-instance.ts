import type { KeyFolder } from '#app/crypto/keyring.server.ts'
import { openKeyring } from '#app/crypto/open-keyring.server.ts'
import type { Portal } from '#app/portal.server.ts'
import { knownKeys } from '#app/services/known-keys.server.ts'
import { openChanges } from '#db/changes.server.ts'
import { openDatabase } from '#db/client.server.ts'
import type { TestPortal } from './test-portal.ts'

export type Instance = { portal: Portal; close(): Promise<void> }

/** The same portal in another process, as it were: its own connections, memory and, where given, its own folder of keys. */
export function anotherInstance({ portal: first }: TestPortal, { folder = first.keys.folder } = {}): Instance {
  const { settings, clock } = first
  const db = openDatabase(settings.databaseUrl, { connections: 5 })
  const changes = openChanges(settings.databaseUrl)
  const keys = openKeyring(knownKeys(db, changes), folder, clock)
  return {
    portal: { ...first, db, changes, keys },
    close: async () => {
      await changes.close()
      await db.close()
    },
  }
}

/** A folder that what is put into the other does not reach, until somebody brings it. */
export async function folderApart(folder: KeyFolder): Promise<KeyFolder & { bring(): Promise<void> }> {
  let there = await folder.read()
  return {
    read: async () => there,
    add: async (key) => {
      there = [...there, key]
    },
    remove: async (kid) => {
      there = there.filter(({ jwk }) => jwk.kid !== kid)
    },
    bring: async () => {
      there = await folder.read()
    },
  }
}
