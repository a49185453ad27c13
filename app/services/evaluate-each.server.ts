import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import { recorded, refused } from '../domain/decision.ts'
import { decisionsTold, type EvaluationsSemantic } from '../domain/evaluations-semantic.ts'
import type { Portal } from '../portal.server.ts'
import { findPermitted } from './find-permitted.server.ts'
import { type Basis, findTokenTarget } from './find-token-target.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'
import { noteDecision } from './note-decision.server.ts'

/** Whether one person may be used for one purpose. */
export type Evaluation = { subject: string; basis: Basis; use: UseRequest }

type Asked = { node: IssuingNode; evaluations: readonly (Evaluation | null)[]; semantic: EvaluationsSemantic }

/** Evaluations that ask the same about several people, and those of them that are permitted. */
type Answered = { evaluations: Evaluation[]; permitted: ReadonlySet<string>; isOurs: boolean }

/** How many different questions one request may ask; about how many people does not matter. */
const MAX_QUESTIONS = 100

/**
 * A decision for each evaluation in the order asked, as far as the semantic tells them. What asks nothing that can be
 * permitted is null and denied; so is every question about a programme that the node takes no part in.
 */
export async function evaluateEach({ db, clock }: Portal, { node, evaluations, semantic }: Asked) {
  const questions = Map.groupBy(
    evaluations.filter((evaluation) => evaluation !== null),
    ({ basis, use }) => JSON.stringify([basis, use]),
  )
  if (questions.size > MAX_QUESTIONS) return refused('evaluations-too-varied')
  return db.as({ organisation: node.organisationId }, async (tx) => {
    const at = clock.now()
    const answered: Answered[] = []
    for (const same of questions.values()) answered.push(await answer(tx, node, same, at))
    const permitted = new Set(answered.flatMap(permittedOf))
    const decisions = evaluations.map((evaluation) => evaluation !== null && permitted.has(evaluation))
    const told = decisionsTold(decisions, semantic)
    await noteTold(tx, { node, answered, told: new Set(evaluations.slice(0, told.length)) }, at)
    return recorded(told)
  })
}

async function answer(tx: Tx, node: IssuingNode, evaluations: Evaluation[], at: Date): Promise<Answered> {
  const [{ basis, use }] = evaluations as [Evaluation]
  const found = await findTokenTarget(tx, node.id, basis)
  if (!found.ok) return { evaluations, permitted: new Set(), isOurs: false }
  const people = { organisationId: node.organisationId, pseudonyms: subjectsOf(evaluations) }
  const permitted = await findPermitted(tx, people, found.event.target, use, at)
  return { evaluations, permitted: new Set(permitted), isOurs: true }
}

function permittedOf({ evaluations, permitted }: Answered): Evaluation[] {
  return evaluations.filter(({ subject }) => permitted.has(subject))
}

/** Auditors find what was told, question by question: what came after the decision that settled the matter was not. */
async function noteTold(
  tx: Tx,
  { node, answered, told }: { node: IssuingNode; answered: Answered[]; told: ReadonlySet<Evaluation | null> },
  at: Date,
): Promise<void> {
  for (const { evaluations, permitted, isOurs } of answered) {
    const [first, ...rest] = evaluations.filter((evaluation) => told.has(evaluation))
    if (!first || !isOurs) continue
    const subjects = subjectsOf([first, ...rest])
    const counts = {
      evaluated: subjects.length,
      permitted: subjects.filter((subject) => permitted.has(subject)).length,
    }
    await noteDecision(tx, { node, decisionId: randomUUID(), basis: first.basis, use: first.use, ...counts }, at)
  }
}

function subjectsOf(evaluations: Evaluation[]): string[] {
  return [...new Set(evaluations.map(({ subject }) => subject))]
}
