import type { Tx } from '#db/client.server.ts'
import { findDataUse } from '#db/queries/data-uses.server.ts'
import { holdGrounds } from '#db/queries/issue-hold.server.ts'
import { findNodeStatus } from '#db/queries/nodes.server.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'

/**
 * Keeps the node and what its tokens are for from being suspended until the transaction ends, and says what they are
 * for as it stands now; null where the node may hold nothing any more.
 */
export async function holdTarget(tx: Tx, nodeId: string, target: TokenTarget): Promise<TokenTarget | null> {
  await holdGrounds(tx, [`node ${nodeId}`, groundOf(target)])
  if ((await findNodeStatus(tx, nodeId)) !== 'active') return null
  if (target.basis === 'consent') return target
  const dataUse = await findDataUse(tx, target.dataUse.id)
  return dataUse && { basis: 'altruism', dataUse }
}

function groundOf(target: TokenTarget) {
  return target.basis === 'consent'
    ? (`programme ${target.programme}` as const)
    : (`data-use ${target.dataUse.id}` as const)
}
