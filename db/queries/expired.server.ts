import { lt } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { accessTokens, clientAssertions, idempotencyKeys, sessions } from '../schema/index.ts'

const DAY_MS = 86_400_000

/** Deletes what has run out: access tokens, seen assertions, sessions, day-old idempotency keys. */
export async function deleteExpired(tx: Tx, at: Date): Promise<void> {
  await tx.delete(accessTokens).where(lt(accessTokens.expiresAt, at))
  await tx.delete(clientAssertions).where(lt(clientAssertions.expiresAt, at))
  await tx.delete(sessions).where(lt(sessions.expiresAt, at))
  await tx.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, new Date(at.getTime() - DAY_MS)))
}
