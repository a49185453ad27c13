import type { Database } from '#db/client.server.ts'
import { findGround } from '#db/queries/ground.server.ts'
import { weaknesses } from '../domain/weak-ground.ts'

/** Stops a portal that would stand on a database, an address or keys that cannot keep what it promises. */
export async function refuseWeakGround(db: Database, facts: { url: string; demoKeys: boolean }): Promise<void> {
  const found = weaknesses(await db.as('public', findGround), facts)
  if (found.length > 0) {
    await db.close()
    throw new Error(`the portal does not start on this ground: ${found.join(', ')} (see docs/operations.md)`)
  }
}
