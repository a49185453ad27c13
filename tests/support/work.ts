import { openPortal } from '#app/portal.server.ts'
import { startWorker } from '#app/worker.ts'

/** A program: the portal's worker, which tells when it has begun. */
const portal = await openPortal()
const worker = await startWorker(portal)
process.send?.('working')
process.once('SIGTERM', async () => {
  await worker.close()
  await portal.changes.close()
  await portal.db.close()
  process.exit(0)
})
