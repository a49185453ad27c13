import { type Db, getConstructionPlans, getMigrationPlans, PgBoss } from 'pg-boss'
import pgBoss from 'pg-boss/package.json' with { type: 'json' }
import { MESSAGE_QUEUE, onPostgres, QUIET, queueClient } from './message-queue.server.ts'

/** The first tries within minutes, then one every two hours: in all about five days, as mail servers themselves do. */
const RETRIES = { retryLimit: 66, retryDelay: 5, retryBackoff: true, retryDelayMax: 7_200 }
const DAY = 86_400
const OPTIONS = { ...RETRIES, expireInSeconds: 300, retentionSeconds: 14 * DAY, deleteAfterSeconds: DAY }

/** Installs the queue or brings it up to date, as the owner: whoever serves finds it as it is and may not change it. */
export async function installQueue(ownerUrl: string): Promise<void> {
  const client = queueClient(ownerUrl)
  try {
    await install(onPostgres(client))
  } finally {
    await client.end()
  }
}

async function install(db: Db): Promise<void> {
  const queue = new PgBoss({ db, ...QUIET })
  const installed = (await queue.isInstalled()) ? await queue.schemaVersion() : null
  if (installed === null) await db.executeSql(getConstructionPlans())
  else if (installed < pgBoss.pgboss.schema) await db.executeSql(getMigrationPlans(undefined, installed))

  await queue.start()
  try {
    if (await queue.getQueue(MESSAGE_QUEUE)) await queue.updateQueue(MESSAGE_QUEUE, OPTIONS)
    else await queue.createQueue(MESSAGE_QUEUE, OPTIONS)
  } finally {
    await queue.stop({ graceful: false })
  }
}
