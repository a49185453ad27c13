import { startEmbeddedDatabase } from '#db/embedded.server.ts'
import { foreignDatabase } from './foreign-database.ts'
import { seedingWasInterrupted } from './seeding.ts'
import { remark } from './steps.ts'

export type DemoDatabase = { ownerUrl: string; appUrl: string; stop(): Promise<void> }

/** The PostgreSQL that DATABASE_URL names, else one of our own under the data folder. */
export async function demoDatabase(dataDir: string, environment: NodeJS.ProcessEnv): Promise<DemoDatabase> {
  const { DATABASE_URL, DATABASE_OWNER_URL } = environment
  if (DATABASE_URL) return foreignDatabase(DATABASE_URL, DATABASE_OWNER_URL, dataDir)
  const database = await startEmbeddedDatabase({ dataDir, log: remark })
  if (await seedingWasInterrupted(dataDir)) {
    remark('the first start was interrupted before the demo was complete; beginning again')
    await database.empty()
  }
  return database
}
