import { join, resolve } from 'node:path'
import { createKeyFiles } from '#app/crypto/key-files.server.ts'
import { openPortal } from '#app/portal.server.ts'
import { startServer } from '#app/server.ts'
import { startWorker } from '#app/worker.ts'
import { migrate } from '#db/migrate.ts'
import { demoDatabase } from './demo/database.ts'
import { hospitalToTry } from './demo/hospital-to-try.ts'
import { startMailbox } from './demo/mailbox.ts'
import { writeOperatorSettings } from './demo/operator-settings.ts'
import { refuseTakenPort } from './demo/refuse-taken-port.ts'
import { seed } from './demo/seeding.ts'
import { step } from './demo/steps.ts'
import { stopOnSignal } from './demo/stop-on-signal.ts'
import { whereToLook } from './demo/where-to-look.ts'
import { ensureBuilt } from './ensure-built.ts'

const begun = performance.now()
const port = Number(process.env.PORT || 3000)
const dataDir = resolve(process.env.DATA_DIR || '.data')
const url = `http://localhost:${port}`
const { started, stopAll, interrupted } = stopOnSignal()

try {
  await refuseTakenPort(port)
  await step('Building the pages, if they have changed', ensureBuilt)
  const database = await step('Opening the database', () => demoDatabase(dataDir, process.env))
  started(database.stop)
  const { username: appRole } = new URL(database.appUrl)
  await step('Bringing the database up to date', () => migrate(database.ownerUrl, appRole))

  const keys = join(dataDir, 'keys')
  await createKeyFiles(keys, { demo: true })
  const settings = { ACCORD_DEMO: '1', ACCORD_URL: url, ACCORD_KEYS_DIR: keys, DATABASE_URL: database.appUrl }
  await writeOperatorSettings(dataDir, settings)
  const mailbox = await startMailbox()
  started(mailbox.close)
  const mail = { ACCORD_SMTP_URL: mailbox.smtpUrl, ACCORD_MAIL_FROM: 'Accord <accord@accord.example>' }
  const environment = { LOG_LEVEL: 'warn', ...process.env, ...settings, ...mail, PORT: String(port) }
  const portal = { ...(await openPortal(environment)), demoMailbox: mailbox.read }
  started(async () => {
    await portal.changes.close()
    await portal.db.close()
  })
  const demo = await step('Inventing programmes, hospitals and people', () => seed(portal, database.ownerUrl, dataDir))

  await step('Opening the portal', async () => {
    started((await startServer(portal, portal.settings)).close)
    started((await startWorker(portal)).close)
  })
  console.log(whereToLook(demo, { dataDir, hospital: await hospitalToTry(demo, dataDir) }))
  console.log(`Started in ${((performance.now() - begun) / 1000).toFixed(1)} s. Ctrl-C stops everything.`)
  process.send?.('ready')
} catch (error) {
  if (!interrupted()) await giveUp(error)
}

async function giveUp(error: unknown): Promise<never> {
  console.error(`\nThe demo could not start: ${error instanceof Error ? error.message : error}`)
  if (process.env.LOG_LEVEL === 'debug') console.error(error)
  await stopAll()
  process.exit(1)
}
