import type { Database } from '#db/client.server.ts'
import { findReadiness } from '#db/queries/readiness.server.ts'
import { type Missing, missingFrom } from '../domain/operation/readiness.ts'

/** Lists that are older are not worked with, as where no worker runs. */
const FRESH_MS = 120_000

/** What is missing in what operators and staff set up, before the first person can be served. */
export async function readMissing(db: Database, { hasMail, at }: { hasMail: boolean; at: Date }): Promise<Missing[]> {
  const since = new Date(at.getTime() - FRESH_MS)
  return missingFrom({ ...(await db.as('public', (tx) => findReadiness(tx, since))), hasMail })
}
