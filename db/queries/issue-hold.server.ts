import { sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'

/** What tokens rest on besides a person's own switches. */
export type IssueGround = `node ${string}` | `data-use ${string}` | `programme ${string}` | `key ${string}`

/**
 * Second lock of every issue, after the contributors: nobody takes these back until the transaction ends. Advisory,
 * so that it waits neither for the cursor of a node nor for its reports.
 */
export async function holdGrounds(tx: Tx, grounds: readonly IssueGround[]): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended(ground, 0))
    from jsonb_array_elements_text(${JSON.stringify(grounds)}::text::jsonb) as ground`)
}

/** First lock of whoever takes one of these back: every issue on it is over, and none begins until the transaction ends. */
export async function takeGround(tx: Tx, ground: IssueGround): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${ground}, 0))`)
}
