import type { Tx } from '#db/client.server.ts'
import { lockDataUse, setDataUseStatus } from '#db/queries/data-uses.server.ts'
import { takeGround } from '#db/queries/issue-hold.server.ts'
import { revokeAllTokens } from '#db/queries/mass-revocation.server.ts'
import type { DataUse } from '../domain/data-use/data-use.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { type DataUseTurn, type DataUseTurnRefusal, dataUseStatusChange } from '../domain/operation/data-use-status.ts'

export type TurnedDataUse = { status: DataUseTurn; tokensRevoked: number }

/**
 * Suspends, ends or goes on with a data use; what it may no longer do, no token says any more once this commits.
 * Nothing is issued for it meanwhile. `mayTurn` is asked under its lock.
 */
export async function turnDataUse<Refusal extends string = never>(
  tx: Tx,
  { dataUseId, to }: { dataUseId: string; to: DataUseTurn },
  at: Date,
  mayTurn: (use: DataUse) => Promise<Refusal | null> = async () => null,
): Promise<Decision<TurnedDataUse, DataUseTurnRefusal | 'data-use-not-found' | Refusal>> {
  await takeGround(tx, `data-use ${dataUseId}`)
  const use = await lockDataUse(tx, dataUseId)
  if (!use) return refused('data-use-not-found')
  const refusal = await mayTurn(use)
  if (refusal) return refused(refusal)
  const decision = dataUseStatusChange(use, to, at)
  if (!decision.ok) return decision

  await setDataUseStatus(tx, dataUseId, decision.event, at)
  const tokensRevoked = to === 'approved' ? 0 : await revokeAllTokens(tx, { dataUseId }, at)
  return recorded({ status: to, tokensRevoked })
}

/** What the audit calls it. */
export const TURNS = {
  suspended: 'data-use-suspended',
  approved: 'data-use-resumed',
  ended: 'data-use-ended',
} as const
