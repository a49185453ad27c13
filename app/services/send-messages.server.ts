import type { Portal } from '../portal.server.ts'
import { handOverMessages } from './hand-over-messages.server.ts'
import { type Deliver, sendMessage } from './send-message.server.ts'

/** What this needs of the queue; the worker hands in the real one. */
export type Queue = {
  put(ids: readonly string[]): Promise<void>
  take(limit: number): Promise<{ id: string; tries: number }[]>
  done(id: string): Promise<void>
  failed(id: string): Promise<void>
}

const AT_ONCE = 5
const IN_A_ROUND = 100

/** One round: new messages are handed to the queue, and those that are due are sent, a few at a time. */
export async function sendMessages(
  portal: Portal,
  { queue, deliver }: { queue: Queue; deliver: Deliver },
): Promise<void> {
  await handOverMessages(portal, queue)
  for (let sent = 0; sent < IN_A_ROUND; sent += AT_ONCE) {
    const due = await queue.take(AT_ONCE)
    if (due.length === 0) return
    await Promise.all(due.map(({ id }) => sendOne(portal, { queue, deliver }, id)))
  }
}

/** One that fails, for whatever reason, comes back and keeps nobody else waiting. */
async function sendOne(
  portal: Portal,
  { queue, deliver }: { queue: Queue; deliver: Deliver },
  id: string,
): Promise<void> {
  const isDone = await sendMessage(portal, id, deliver).catch(({ name, stack }: Error) => {
    portal.log.error({ job: 'send-messages', name, stack }, 'failed')
    return false
  })
  await (isDone ? queue.done(id) : queue.failed(id))
}
