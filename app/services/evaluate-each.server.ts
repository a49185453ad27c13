import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import { recorded, refused } from '../domain/decision.ts'
import { decisionsTold, type EvaluationsSemantic } from '../domain/evaluations-semantic.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'
import { findPermitted } from './find-permitted.server.ts'
import { type Basis, findTokenTarget } from './find-token-target.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'
import { type DecidingMoment, decidingMoment, noteDecision } from './note-decision.server.ts'

/** Whether one person may be used for one purpose. */
export type Evaluation = { subject: string; basis: Basis; use: UseRequest }

type Asked = { node: IssuingNode; evaluations: readonly (Evaluation | null)[]; semantic: EvaluationsSemantic }

/** Evaluations that ask the same about several people, and those of them that are permitted; no target, nobody. */
type Answered = { evaluations: Evaluation[]; permitted: ReadonlySet<string>; target: TokenTarget | null }

/** How many different questions one request may ask; about how many people does not matter. */
const MAX_QUESTIONS = 100

/**
 * A decision for each evaluation in the order asked, as far as the semantic tells them. What asks nothing that can be
 * permitted is null and denied; so is every question about a programme that the node takes no part in.
 */
export async function evaluateEach(portal: Portal, { node, evaluations, semantic }: Asked) {
  const questions = Map.groupBy(
    evaluations.filter((evaluation) => evaluation !== null),
    ({ basis, use }) => JSON.stringify([basis, use]),
  )
  if (questions.size > MAX_QUESTIONS) return refused('evaluations-too-varied')
  const decide = async (tx: Tx) => {
    const moment = await decidingMoment(tx, portal)
    const answered: Answered[] = []
    for (const same of questions.values()) answered.push(await answer(tx, node, same, moment.at))
    const permitted = new Set(answered.flatMap(permittedOf))
    const decisions = evaluations.map((evaluation) => evaluation !== null && permitted.has(evaluation))
    const told = decisionsTold(decisions, semantic)
    await noteTold(tx, { node, answered, told: new Set(evaluations.slice(0, told.length)) }, moment)
    return recorded(told)
  }
  return portal.db.as({ organisation: node.organisationId }, decide, { atOneMoment: true })
}

async function answer(tx: Tx, node: IssuingNode, evaluations: Evaluation[], at: Date): Promise<Answered> {
  const [{ basis, use }] = evaluations as [Evaluation]
  const found = await findTokenTarget(tx, node.id, basis)
  if (!found.ok) return { evaluations, permitted: new Set(), target: null }
  const people = { organisationId: node.organisationId, pseudonyms: subjectsOf(evaluations) }
  const { target } = found.event
  const permitted = await findPermitted(tx, people, target, use, at)
  return { evaluations, permitted: new Set(permitted), target }
}

function permittedOf({ evaluations, permitted }: Answered): Evaluation[] {
  return evaluations.filter(({ subject }) => permitted.has(subject))
}

/** Auditors find what was told, question by question: what came after the decision that settled the matter was not. */
async function noteTold(
  tx: Tx,
  { node, answered, told }: { node: IssuingNode; answered: Answered[]; told: ReadonlySet<Evaluation | null> },
  moment: DecidingMoment,
): Promise<void> {
  for (const { evaluations, permitted, target } of answered) {
    const [first, ...rest] = evaluations.filter((evaluation) => told.has(evaluation))
    if (!first || !target) continue
    const subjects = subjectsOf([first, ...rest])
    const counts = {
      evaluated: subjects.length,
      permitted: subjects.filter((subject) => permitted.has(subject)).length,
    }
    await noteDecision(tx, { node, decisionId: randomUUID(), target, use: first.use, ...counts }, moment)
  }
}

function subjectsOf(evaluations: Evaluation[]): string[] {
  return [...new Set(evaluations.map(({ subject }) => subject))]
}
