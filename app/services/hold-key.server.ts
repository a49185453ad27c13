import type { Tx } from '#db/client.server.ts'
import { holdGrounds } from '#db/queries/issue-hold.server.ts'
import { findKey } from '#db/queries/keys.server.ts'

/** Keeps a key from being taken back until the transaction ends; false where it was already, and nothing that it signed may leave. */
export async function holdKey(tx: Tx, kid: string): Promise<boolean> {
  await holdGrounds(tx, [`key ${kid}`])
  const key = await findKey(tx, kid)
  return key !== null && key.revokedAt === null
}
