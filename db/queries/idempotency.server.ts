import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { idempotencyKeys } from '../schema/index.ts'

export type IdempotencyRow = typeof idempotencyKeys.$inferSelect
export type IdempotencyKey = { nodeId: string; key: string }

/** Whether nobody else is working under this key; held until the transaction ends. */
export async function tryHoldKey(tx: Tx, { nodeId, key }: IdempotencyKey): Promise<boolean> {
  const [row] = await tx.execute<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`${nodeId} ${key}`}, 0)) as held`,
  )
  return row?.held === true
}

export async function findAnswered(tx: Tx, { nodeId, key }: IdempotencyKey): Promise<IdempotencyRow | null> {
  const [row] = await tx
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.nodeId, nodeId), eq(idempotencyKeys.key, key)))
  return row ?? null
}

export async function insertAnswered(
  tx: Tx,
  row: Pick<IdempotencyRow, 'nodeId' | 'key' | 'bodyHash' | 'response' | 'createdAt'>,
): Promise<void> {
  await tx.insert(idempotencyKeys).values(row)
}
