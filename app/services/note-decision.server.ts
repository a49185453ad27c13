import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import type { Basis } from './find-token-target.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'

/** A decision as auditors find it: what was asked and how much was answered; never about whom. */
export type DecisionNote = {
  node: IssuingNode
  decisionId: string
  basis: Basis
  use: UseRequest
  evaluated: number
  permitted: number
}

/** Notes a decision for auditors, in the transaction that made it. */
export async function noteDecision(tx: Tx, decided: DecisionNote, at: Date): Promise<void> {
  const { node, decisionId, basis, use, evaluated, permitted } = decided
  const detail = { decision_id: decisionId, ...basis, ...use, evaluated, permitted }
  await note(tx, { actorKind: 'node', actorId: node.clientId, action: 'decided', detail }, at)
}
