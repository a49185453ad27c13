import { setTimeout as pause } from 'node:timers/promises'
import { openPost } from './mail/open-post.server.ts'
import { openPortal, type Portal } from './portal.server.ts'
import { askAgain } from './services/ask-again.server.ts'
import { forgetReceipts } from './services/forget-receipts.server.ts'
import { keepKeys } from './services/keep-keys.server.ts'
import { publishCover } from './services/publish-cover.server.ts'
import { openStatusLists, publishStatusLists } from './services/publish-status-lists.server.ts'
import { pushEvents } from './services/push-events.server.ts'
import { settleImports } from './services/settle-import.server.ts'
import { sweep } from './services/sweep.server.ts'
import { turnOverStatusLists } from './services/turn-over-status-lists.server.ts'
import { whenStarted } from './when-started.server.ts'

export type RunningWorker = { close(): Promise<void> }

const PUBLISH_EVERY_MS = 500
const TURN_OVER_EVERY_MS = 300_000
const PUSH_EVERY_MS = 1_000
const SWEEP_EVERY_MS = 30_000
const KEEP_KEYS_EVERY_MS = 60_000
const FORGET_EVERY_MS = 600_000
const ASK_AGAIN_EVERY_MS = 60_000
const SETTLE_IMPORTS_EVERY_MS = 1_000
const SEND_EVERY_MS = 1_000
const MAINTAIN_EVERY_MS = 60_000

/** Does what nobody waits for: publishes status lists, pushes events, records imports, sends messages and sweeps. Several workers at once do no harm. */
export async function startWorker(portal: Portal): Promise<RunningWorker> {
  await openStatusLists(portal)
  const post = await openPost(portal)
  const jobs = [
    repeat(portal, 'publish-status-lists', PUBLISH_EVERY_MS, publishStatusLists),
    repeat(portal, 'publish-cover', PUBLISH_EVERY_MS, publishCover),
    repeat(portal, 'turn-over-status-lists', TURN_OVER_EVERY_MS, turnOverStatusLists),
    repeat(portal, 'push-events', PUSH_EVERY_MS, pushEvents),
    repeat(portal, 'sweep', SWEEP_EVERY_MS, sweep),
    repeat(portal, 'keep-keys', KEEP_KEYS_EVERY_MS, keepKeys),
    repeat(portal, 'forget-receipts', FORGET_EVERY_MS, forgetReceipts),
    repeat(portal, 'ask-again', ASK_AGAIN_EVERY_MS, askAgain),
    repeat(portal, 'settle-imports', SETTLE_IMPORTS_EVERY_MS, settleImports),
    ...(post ? [repeat(portal, 'send-messages', SEND_EVERY_MS, post.send)] : []),
    ...(post ? [repeat(portal, 'maintain-messages', MAINTAIN_EVERY_MS, post.maintain)] : []),
  ]
  return {
    close: async () => {
      await Promise.all(jobs.map((stop) => stop()))
      await post?.close()
    },
  }
}

/** One round after another, never two at once; a round that fails is logged and the next one tries again. */
function repeat(portal: Portal, job: string, everyMs: number, work: (portal: Portal) => Promise<void>) {
  const stopping = new AbortController()
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      await work(portal).catch(({ name, stack }: Error) => portal.log.error({ job, name, stack }, 'failed'))
      await pause(everyMs, null, { signal: stopping.signal }).catch(() => {})
    }
  })()
  return async () => {
    stopping.abort()
    await rounds
  }
}

whenStarted(import.meta.url, async () => {
  const portal = await openPortal()
  const worker = await startWorker(portal)
  portal.log.info('working')
  const stop = async () => {
    await worker.close()
    await portal.changes.close()
    await portal.db.close()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
})
