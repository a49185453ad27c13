import type { DataUseTurn } from '../domain/operation/data-use-status.ts'
import type { Operator } from '../domain/operation/operator.ts'
import type { Portal } from '../portal.server.ts'
import { noteOperation } from './note-operation.server.ts'
import { TURNS, turnDataUse } from './turn-data-use.server.ts'

/** An operator suspends or ends a data use, and in the same transaction revokes every token that it justified; or lets it go on. */
export async function changeDataUseStatus(
  { db, clock }: Portal,
  { dataUseId, to, by }: { dataUseId: string; to: DataUseTurn; by: Operator },
) {
  return db.as({ task: 'revoke' }, async (tx) => {
    const at = clock.now()
    const decision = await turnDataUse(tx, { dataUseId, to }, at)
    if (!decision.ok) return decision
    const detail = { data_use: dataUseId, tokens_revoked: decision.event.tokensRevoked }
    await noteOperation(tx, by, TURNS[to], detail, at)
    return decision
  })
}
