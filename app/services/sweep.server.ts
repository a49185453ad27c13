import { findAbandonedPlans, revokeTokens } from '#db/queries/consent-tokens.server.ts'
import { deleteExpired } from '#db/queries/expired.server.ts'
import { deleteMessagesBefore } from '#db/queries/messages.server.ts'
import { deletePublicationsBefore } from '#db/queries/status-publications.server.ts'
import type { Portal } from '../portal.server.ts'
import { DAYS_KEPT } from './read-status-list-at.server.ts'

const ABANDONED_AFTER_MS = 60_000
const DAY_MS = 86_400_000
const MESSAGE_DAYS = 14

/** Revokes what stayed planned (it may have been signed and lost), and forgets what is only kept for a time. */
export async function sweep({ db, clock }: Portal): Promise<void> {
  const now = clock.now()
  await db.as({ task: 'sweep' }, async (tx) => {
    const abandoned = await findAbandonedPlans(tx, new Date(now.getTime() - ABANDONED_AFTER_MS))
    await revokeTokens(
      tx,
      abandoned.map(({ jti }) => jti),
      now,
    )
    await deleteExpired(tx, now)
    await deletePublicationsBefore(tx, new Date(now.getTime() - DAYS_KEPT * DAY_MS))
  })
  await db.as({ task: 'mail' }, (tx) => deleteMessagesBefore(tx, new Date(now.getTime() - MESSAGE_DAYS * DAY_MS)))
}
