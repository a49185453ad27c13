import { note } from '#db/queries/audit.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { allowsUse, type DataUseVerb } from '../domain/data-use/permission.ts'
import type { DataUseTurn } from '../domain/operation/data-use-status.ts'
import type { Portal } from '../portal.server.ts'
import type { AskedOfUse } from './change-data-use.server.ts'
import { TURNS, turnDataUse } from './turn-data-use.server.ts'

const VERBS: Record<DataUseTurn, DataUseVerb> = { suspended: 'suspend', approved: 'resume', ended: 'end' }

/** An approver suspends, resumes or ends a data use; its tokens are gone in the same transaction. */
export async function steerDataUse(
  { db, clock }: Portal,
  { staffId, dataUseId, to }: Pick<AskedOfUse, 'staffId' | 'dataUseId'> & { to: DataUseTurn },
) {
  return db.as({ task: 'revoke' }, async (tx) => {
    const at = clock.now()
    const decision = await turnDataUse(tx, { dataUseId, to }, at, async ({ programmeId }) =>
      allowsUse(await findHeldRoles(tx, staffId), VERBS[to], programmeId) ? null : ('not-allowed' as const),
    )
    if (!decision.ok) return decision
    const detail = { data_use: dataUseId, tokens_revoked: decision.event.tokensRevoked }
    await note(tx, { actorKind: 'staff', actorId: staffId, action: TURNS[to], detail }, at)
    return decision
  })
}
