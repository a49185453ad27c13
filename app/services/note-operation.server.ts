import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import type { Operator } from '../domain/operation/operator.ts'

/** Notes what an operator did, to what and why, for auditors. */
export function noteOperation(
  tx: Tx,
  { name, reason }: Operator,
  action: string,
  detail: Record<string, unknown>,
  at: Date,
): Promise<void> {
  return note(tx, { actorKind: 'system', actorId: name, action, detail: { ...detail, reason } }, at)
}
