import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { findStandingsWithDataUse, findStandingsWithProgramme, type Subjects } from '#db/queries/decisions.server.ts'
import { type DecisionRequest, decideStanding } from '../domain/consent/decide.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import { recorded } from '../domain/decision.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'
import { type Basis, findTokenTarget } from './find-token-target.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'

/** The answer to one request; `evaluated` counts whom it was asked about, each once. */
export type DecisionReply = { decision_id: string; as_of: string; evaluated: number; permitted: string[] }

/**
 * Whom among its own people a hospital may use for this, now, in the order asked. Somebody unknown, somebody who
 * permits nothing and another hospital's patient are absent alike, and whom it asked about is not kept.
 */
export async function decideForSubjects(
  { db, clock }: Portal,
  asked: { node: IssuingNode; basis: Basis; use: UseRequest; subjects: readonly string[] },
) {
  const { node, basis, use } = asked
  const subjects = [...new Set(asked.subjects)]
  return db.as({ organisation: node.organisationId }, async (tx) => {
    const at = clock.now()
    const found = await findTokenTarget(tx, node.id, basis)
    if (!found.ok) return found
    const people = { organisationId: node.organisationId, pseudonyms: subjects }
    const permitted = await findPermitted(tx, people, found.event.target, use, at)
    const reply = { decision_id: randomUUID(), as_of: at.toISOString(), evaluated: subjects.length, permitted }
    await noteDecision(tx, { node, basis, use, reply }, at)
    return recorded<DecisionReply>(reply)
  })
}

async function findPermitted(
  tx: Tx,
  people: Subjects,
  target: TokenTarget,
  use: UseRequest,
  at: Date,
): Promise<string[]> {
  const { standings, superseded } =
    target.basis === 'consent'
      ? await findStandingsWithProgramme(tx, people, target.programme)
      : await findStandingsWithDataUse(tx, people, target.dataUse.id)
  const request = requestFor(target, use)
  return people.pseudonyms.filter((pseudonym) => {
    const standing = standings.get(pseudonym)
    return standing !== undefined && decideStanding(standing, request, { at, superseded }).outcome === 'permit'
  })
}

function requestFor(target: TokenTarget, use: UseRequest): DecisionRequest {
  return target.basis === 'consent'
    ? { legal_basis: 'consent', programme: target.programme, ...use }
    : { legal_basis: 'altruism', data_use: target.dataUse, ...use }
}

/** What was asked and how much was answered; never about whom. */
async function noteDecision(
  tx: Tx,
  { node, basis, use, reply }: { node: IssuingNode; basis: Basis; use: UseRequest; reply: DecisionReply },
  at: Date,
): Promise<void> {
  const { decision_id, evaluated, permitted } = reply
  const detail = { decision_id, ...basis, ...use, evaluated, permitted: permitted.length }
  await note(tx, { actorKind: 'node', actorId: node.clientId, action: 'decided', detail }, at)
}
