import { recordKeys } from '#db/queries/keys.server.ts'
import type { Portal } from '../portal.server.ts'

/** Records the public side of this instance's keys, so that every instance publishes the keys of all. */
export async function publishKeys({ db, keys, clock }: Portal): Promise<void> {
  const activeFrom = clock.now()
  const found = keys.all().map(({ kid, purpose, public: publicJwk }) => ({ kid, purpose, publicJwk, activeFrom }))
  await db.as('public', (tx) => recordKeys(tx, found))
}
