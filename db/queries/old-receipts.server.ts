import { sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'

/** Forgets, at most `limit` at once, receipts from before `before` that prove nothing about anybody's withdrawal. */
export async function forgetReceipts(tx: Tx, { before, limit }: { before: Date; limit: number }): Promise<void> {
  await tx.execute(sql`
    with forgotten as (
      delete from event_deliveries where jti in (
        select jti from event_deliveries
        where acknowledged_at < ${before.toISOString()}::timestamptz and type in ('consent-token-issued', 'verification')
        order by acknowledged_at limit ${limit})
      returning event_id)
    delete from outbox where event_id in (select event_id from forgotten)
      and type in ('consent-token-issued', 'verification')`)
}
