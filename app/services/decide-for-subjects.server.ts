import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import { recorded } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { findPermitted } from './find-permitted.server.ts'
import { type Basis, findTokenTarget } from './find-token-target.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'
import { decidingMoment, noteDecision } from './note-decision.server.ts'

/** The answer to one request; `evaluated` counts whom it was asked about, each once. */
export type DecisionReply = { decision_id: string; as_of: string; evaluated: number; permitted: readonly string[] }

/**
 * Whom among its own people a hospital may use for this, now, in the order asked. Somebody unknown, somebody who
 * permits nothing and another hospital's patient are absent alike, and whom it asked about is not kept.
 */
export async function decideForSubjects(
  portal: Portal,
  asked: { node: IssuingNode; basis: Basis; use: UseRequest; subjects: readonly string[] },
) {
  const { node, basis, use, subjects } = asked
  const decide = async (tx: Tx) => {
    const moment = await decidingMoment(tx, portal)
    const found = await findTokenTarget(tx, node.id, basis)
    if (!found.ok) return found
    const { target } = found.event
    const people = { organisationId: node.organisationId, pseudonyms: subjects }
    const permitted = await findPermitted(tx, people, target, use, moment.at)
    const decisionId = randomUUID()
    const evaluated = permitted.length === subjects.length ? subjects.length : new Set(subjects).size
    await noteDecision(tx, { node, decisionId, target, use, evaluated, permitted: permitted.length }, moment)
    return recorded<DecisionReply>({
      decision_id: decisionId,
      as_of: moment.at.toISOString(),
      evaluated,
      permitted,
    })
  }
  return portal.db.as({ organisation: node.organisationId }, decide, { atOneMoment: true })
}
