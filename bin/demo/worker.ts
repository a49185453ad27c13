import { existsSync } from 'node:fs'
import type { Portal } from '#app/portal.server.ts'

/** The background jobs, which the demo runs in the same process. */
export async function startWorkerIfWritten(portal: Portal): Promise<{ close(): Promise<void> }> {
  const file = new URL('../../app/worker.ts', import.meta.url)
  if (!existsSync(file)) return { close: async () => {} }
  const { startWorker } = (await import(file.href)) as {
    startWorker(portal: Portal): Promise<{ close(): Promise<void> }>
  }
  return startWorker(portal)
}
