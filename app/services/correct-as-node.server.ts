import { requestHash } from '../crypto/request-hash.server.ts'
import { recorded } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import {
  type Corrected,
  type CorrectionAsked,
  type CorrectionRefusal,
  correctEnrolment,
} from './correct-enrolment.server.ts'
import { issueAgain } from './issue-again.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'
import { once } from './once.server.ts'

type Asked = Pick<CorrectionAsked, 'correction' | 'other'> & {
  node: IssuingNode
  enrolmentId: string
  key: string | null
}

/** A hospital's system puts right what stands about one of its pseudonyms; repeated under its key, it was done once. */
export async function correctAsNode(portal: Portal, { node, enrolmentId, key, correction, other }: Asked) {
  const { organisationId } = node
  const bodyHash = requestHash(portal.secrets.pepper, { enrolmentId, correction, other })
  const by = { kind: 'node', id: node.clientId } as const
  const asked = { organisationId, by, enrolment: { id: enrolmentId }, correction, other }
  const decision = await portal.db.as({ organisation: organisationId }, (tx) =>
    once<Corrected, CorrectionRefusal>(
      tx,
      { nodeId: node.id, key, bodyHash, at: portal.clock.now() },
      {
        first: () => correctEnrolment(portal, tx, asked),
        keep: ({ enrolment: { id, pseudonym } }) => ({ id, pseudonym }),
        again: async (kept) =>
          recorded({
            enrolment: { ...(kept as { id: string; pseudonym: string }), contributorId: null },
            takenBack: [],
          }),
      },
    ),
  )
  if (decision.ok) await issueAgain(portal, organisationId, decision.event)
  return decision
}
