import { insertShown, type Shown } from '#db/queries/access-tokens.server.ts'
import type { Portal } from '../portal.server.ts'
import { inBatches } from './in-batches.server.ts'
import { perPortal } from './per-portal.server.ts'

/** Whether this assertion is shown for the first time, to whatever instance (RFC 7523 §3): durable when this returns. */
export function spendAssertion(portal: Portal, shown: Shown): Promise<boolean> {
  return together(portal)(shown)
}

/** Whoever asks at the same time shares a transaction, and with it the wait for the disk. */
const together = perPortal(({ db }) =>
  inBatches(async (all: readonly Shown[]) => {
    const first = await db.alone((statement) => insertShown(statement, all))
    return all.map((_, place) => first.has(place))
  }),
)
