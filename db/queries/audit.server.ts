import type { Tx } from '../client.server.ts'
import { audit } from '../schema/index.ts'

export type AuditEntry = Pick<typeof audit.$inferInsert, 'actorKind' | 'actorId' | 'action' | 'detail'>

/** Notes who did what, in the transaction in which it was done. */
export async function note(tx: Tx, entry: AuditEntry, at: Date): Promise<void> {
  await tx.insert(audit).values({ ...entry, at })
}
