import { forgetReceipts as forget } from '#db/queries/old-receipts.server.ts'
import type { Portal } from '../portal.server.ts'

const KEPT_DAYS = 30
const AT_ONCE = 10_000

/**
 * Forgets, a month later, that a node received a new token or tried its stream out. That a revocation or a removal task
 * arrived is never forgotten: it is the proof that a withdrawal did.
 */
export async function forgetReceipts({ db, clock }: Portal): Promise<void> {
  const before = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000)
  await db.as({ task: 'events' }, (tx) => forget(tx, { before, limit: AT_ONCE }))
}
