import type { Changes } from '#db/changes.server.ts'
import type { Database } from '#db/client.server.ts'
import { findKeys, type PublicKey } from '#db/queries/keys.server.ts'
import { rememberedWhole } from './remembered-whole.server.ts'

/**
 * What is known of every key, from memory as long as each change has been heard of. Otherwise the database is asked,
 * on a connection besides the caller's: whoever signs much does it outside a transaction.
 */
export function knownKeys(db: Database, changes: Changes): () => Promise<PublicKey[]> {
  return rememberedWhole(changes, 'key', () => db.as('public', findKeys))
}
