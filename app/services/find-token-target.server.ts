import type { Tx } from '#db/client.server.ts'
import { findAltruismUses, findDataUse } from '#db/queries/data-uses.server.ts'
import { findProgrammeOfNode, findProgrammesOfNode } from '#db/queries/nodes.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'

/** What a node asks about: a programme's consent, or altruism for a data use; nothing stands for both. */
export type Basis = { legal_basis: 'consent'; programme: string } | { legal_basis: 'altruism'; data_use: string }

export type TargetRefusal = 'programme-not-found' | 'data-use-not-found'

/** The target of a request, where the node takes part in its programme. */
export async function findTokenTarget(
  tx: Tx,
  nodeId: string,
  basis: Basis,
): Promise<Decision<{ target: TokenTarget; tokenDays: number }, TargetRefusal>> {
  return basis.legal_basis === 'consent'
    ? findConsentTarget(tx, nodeId, basis.programme)
    : findAltruismTarget(tx, nodeId, basis.data_use)
}

/** Everything that a node takes part in: its programmes, and their approved data uses for altruism. */
export async function findTokenTargets(tx: Tx, nodeId: string): Promise<{ target: TokenTarget; tokenDays: number }[]> {
  const programmes = await findProgrammesOfNode(tx, nodeId)
  const uses = await findAltruismUses(tx)
  return programmes.flatMap(({ id, tokenDays }) => [
    { target: { basis: 'consent', programme: id }, tokenDays },
    ...uses
      .filter(({ programmeId }) => programmeId === id)
      .map((dataUse) => ({ target: { basis: 'altruism', dataUse } as const, tokenDays })),
  ])
}

async function findConsentTarget(tx: Tx, nodeId: string, programmeId: string) {
  const programme = await findProgrammeOfNode(tx, { nodeId, programmeId })
  if (!programme) return refused('programme-not-found')
  return recorded({
    target: { basis: 'consent', programme: programme.id } as const,
    tokenDays: programme.tokenDays,
  })
}

async function findAltruismTarget(tx: Tx, nodeId: string, dataUseId: string) {
  const dataUse = await findDataUse(tx, dataUseId)
  if (dataUse?.legalBasis !== 'altruism') return refused('data-use-not-found')
  const programme = await findProgrammeOfNode(tx, { nodeId, programmeId: dataUse.programmeId })
  if (!programme) return refused('data-use-not-found')
  return recorded({ target: { basis: 'altruism', dataUse } as const, tokenDays: programme.tokenDays })
}
