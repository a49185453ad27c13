import type { TestProject } from 'vitest/node'
import { startEmbeddedDatabase } from '#db/embedded.server.ts'
import { migrate } from '#db/migrate.ts'
import { temporaryFolder } from './temporary-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databases: { superuserUrl: string; ownerUrl: string; appUrl: string }
  }
}

/** One PostgreSQL for the whole run; its database `accord` is migrated once and is what each test file gets a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder('accord-tests-')
  const database = await startEmbeddedDatabase({ dataDir: folder.path, log: () => {}, durable: false })
  const { superuserUrl, ownerUrl, appUrl } = database
  await migrate(ownerUrl)
  project.provide('databases', { superuserUrl, ownerUrl, appUrl })
  return async () => {
    await database.stop()
    await folder.remove()
  }
}
