import { holdUnqueued, noteQueued } from '#db/queries/messages.server.ts'
import type { Portal } from '../portal.server.ts'

const AT_ONCE = 500

/**
 * Hands new messages to the queue. They are put in before that is noted: whoever dies between the two puts them in
 * again, and the queue takes each id once.
 */
export async function handOverMessages(
  { db, clock }: Portal,
  queue: { put(ids: readonly string[]): Promise<void> },
): Promise<void> {
  const handOver = () =>
    db.as({ task: 'mail' }, async (tx) => {
      const ids = await holdUnqueued(tx, AT_ONCE)
      if (ids.length > 0) await queue.put(ids)
      await noteQueued(tx, ids, clock.now())
      return ids.length
    })
  while ((await handOver()) === AT_ONCE);
}
