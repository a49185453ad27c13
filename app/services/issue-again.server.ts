import { findNode } from '#db/queries/nodes.server.ts'
import type { Portal } from '../portal.server.ts'
import type { Corrected } from './correct-enrolment.server.ts'
import { findTokenTarget } from './find-token-target.server.ts'
import { issueConsentTokens } from './issue-consent-tokens.server.ts'
import type { TakenBack } from './revoke-all-at.server.ts'
import { Unavailable } from './unavailable.server.ts'

/**
 * Issues under the pseudonym that stands now what its person's choices justify of what was taken back, so that the nodes
 * are told of the new tokens after the end of the old ones. Where no token can be issued at the moment, a node is given
 * its own when it next asks.
 */
export async function issueAgain(
  portal: Portal,
  organisationId: string,
  { enrolment: { id, pseudonym, contributorId }, takenBack }: Corrected,
): Promise<void> {
  if (!contributorId) return
  try {
    for (const { nodeId, ...token } of withoutRepeats(takenBack)) {
      const found = await portal.db.as({ organisation: organisationId }, async (tx) => {
        const node = await findNode(tx, nodeId)
        const target = await findTokenTarget(tx, nodeId, basisOf(token))
        return node && target.ok ? { node, ...target.event } : null
      })
      if (found) await issueConsentTokens(portal, { ...found, enrolments: [{ id, contributorId, pseudonym }] })
    }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
  }
}

function basisOf({ basis, target }: Omit<TakenBack, 'nodeId'>) {
  return basis === 'consent'
    ? ({ legal_basis: 'consent', programme: target } as const)
    : ({ legal_basis: 'altruism', data_use: target } as const)
}

function withoutRepeats(takenBack: readonly TakenBack[]): TakenBack[] {
  return [...new Map(takenBack.map((token) => [`${token.nodeId} ${token.basis} ${token.target}`, token])).values()]
}
