import { join } from 'node:path'
import { createKeyFiles } from '#app/crypto/key-files.server.ts'
import { openPortal } from '#app/portal.server.ts'
import { publishKeys } from '#app/services/publish-keys.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { openDatabase } from '#db/client.server.ts'
import { TOKEN_ENDPOINT } from '#tests/api/as-node.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'
import type { Databases } from './databases.ts'
import { type RunningPortal, startPortal } from './portal.ts'
import type { Surroundings } from './program.ts'

/** One portal's database: what tests arrange theirs with arranges it, and real servers answer from it. */
export type World = TestPortal & {
  urls: { owner: string; app: string }
  /** Another instance of the portal, serving from a process of its own. */
  serve(): Promise<RunningPortal>
}

/** Every instance is reached at an address of its own, and signs as the one that all share. */
const ISSUER = new URL(TOKEN_ENDPOINT).origin

export async function openWorld(databases: Databases, surroundings: Surroundings): Promise<World> {
  const { ownerUrl, appUrl } = await databases.create()
  const keys = join(surroundings.logs, 'keys')
  await createKeyFiles(keys, { demo: true })
  const environment = { ACCORD_URL: ISSUER, ACCORD_DEMO: '1', ACCORD_KEYS_DIR: keys, DATABASE_URL: appUrl }
  const portal = await openPortal({ ...environment, LOG_LEVEL: 'warn' })
  const owner = openDatabase(ownerUrl, { connections: 2 })
  await publishKeys(portal)
  await openStatusLists(portal)
  const served: Promise<RunningPortal>[] = []
  return {
    portal,
    owner,
    urls: { owner: ownerUrl, app: appUrl },
    setTime: () => {
      throw new Error('what is measured runs on the real clock')
    },
    serve: () => {
      const starting = startPortal(environment, surroundings)
      served.push(starting)
      return starting
    },
    close: async () => {
      for (const starting of served)
        await starting.then(
          ({ stop }) => stop(),
          () => {},
        )
      await portal.changes.close()
      await portal.db.close()
      await owner.close()
    },
  }
}
