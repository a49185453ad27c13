import { lockDataUse, setDataUseStatus } from '#db/queries/data-uses.server.ts'
import { takeGround } from '#db/queries/issue-hold.server.ts'
import { revokeAllTokens } from '#db/queries/mass-revocation.server.ts'
import { recorded, refused } from '../domain/decision.ts'
import { dataUseStatusChange } from '../domain/operation/data-use-status.ts'
import type { Operator } from '../domain/operation/operator.ts'
import type { Portal } from '../portal.server.ts'
import { noteOperation } from './note-operation.server.ts'

/** Suspends a data use, and in the same transaction revokes every token that it justified; or lets it go on. */
export async function changeDataUseStatus(
  { db, clock }: Portal,
  { dataUseId, to, by }: { dataUseId: string; to: 'approved' | 'suspended'; by: Operator },
) {
  return db.as({ task: 'revoke' }, async (tx) => {
    await takeGround(tx, `data-use ${dataUseId}`)
    const dataUse = await lockDataUse(tx, dataUseId)
    if (!dataUse) return refused('data-use-not-found')
    const decision = dataUseStatusChange(dataUse.status, to)
    if (!decision.ok) return decision

    const at = clock.now()
    await setDataUseStatus(tx, dataUseId, decision.event)
    const tokensRevoked = to === 'approved' ? 0 : await revokeAllTokens(tx, { dataUseId }, at)
    const detail = { data_use: dataUseId, tokens_revoked: tokensRevoked }
    await noteOperation(tx, by, to === 'suspended' ? 'data-use-suspended' : 'data-use-resumed', detail, at)
    return recorded({ status: to, tokensRevoked })
  })
}
