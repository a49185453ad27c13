import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { findFormFacts } from '#db/queries/forms.server.ts'
import { findKnownUntil } from '#db/queries/moments.server.ts'
import { type DecisionDetail, findDecision } from '#db/queries/noted-decisions.server.ts'
import type { Seen } from '#db/queries/seen.ts'
import { findClaimantsSeen, findSupersededSeen } from '#db/queries/seen-records.server.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'
import { type DecisionContext, type ExplainedAnswer, explainOne } from './explain-one.server.ts'
import { requestFor } from './find-permitted.server.ts'
import type { BearerNode } from './recognise-node.server.ts'

type Asked = { auditor: BearerNode; decisionId: string; subjects: readonly string[]; knownAt: Date | null }

export type Explanation = { at: Date; knownAt: Date; answers: ExplainedAnswer[] }

/**
 * What was decided about these people and why, once more: by exactly what the decision had seen, or by what has become
 * known since about the time before it. The same `knownAt` always gives the same answer, because it is held back to
 * what nothing still being written can change. That an auditor asked is noted, and never about whom.
 */
export async function explainDecision(
  portal: Portal,
  asked: Asked,
): Promise<Decision<Explanation, 'decision-not-found'>> {
  const { auditor, decisionId } = asked
  const { organisationId } = auditor
  const subjects = [...new Set(asked.subjects)]
  const prepared = await portal.db.as({ organisation: organisationId }, async (tx) => {
    const decision = await findDecision(tx, { organisationId, decisionId })
    if (!decision) return refused('decision-not-found')
    const knownAt = asked.knownAt && knownSince(decision.at, earlier(asked.knownAt, await findKnownUntil(tx)))
    await noteExplaining(tx, { auditor, decisionId, subjects: subjects.length, knownAt }, portal.clock.now())
    const seen: Seen = { at: decision.at, snapshot: decision.detail.seen }
    const context: DecisionContext = {
      request: requestFor(targetOf(decision.detail), askedOf(decision.detail)),
      seen,
      knownAt,
      superseded: await findSupersededSeen(tx, seen, { orBefore: knownAt !== null }),
      versions: (await findFormFacts(tx)).versions,
    }
    const claimants = await findClaimantsSeen(tx, { organisationId, pseudonyms: subjects }, seen)
    return recorded({ at: decision.at, knownAt: knownAt ?? decision.at, context, claimants })
  })
  if (!prepared.ok) return prepared

  const { at, knownAt, context, claimants } = prepared.event
  const answers: ExplainedAnswer[] = []
  for (const subject of subjects) {
    answers.push({ subject, ...(await explainOne(portal, claimants.get(subject) ?? null, context)) })
  }
  return recorded({ at, knownAt, answers })
}

/** What was asked about: a programme, or a data use with what it was approved for then. */
function targetOf(detail: DecisionDetail): TokenTarget {
  if (detail.legal_basis === 'consent') return { basis: 'consent', programme: detail.programme }
  const { startsAt, endsAt, ...scope } = detail.approved
  return { basis: 'altruism', dataUse: { ...scope, startsAt: new Date(startsAt), endsAt: new Date(endsAt) } }
}

function askedOf({ purpose, recipient, region, data, acquired }: DecisionDetail): UseRequest {
  return { purpose, recipient, region, data, ...(acquired && { acquired }) }
}

/** Nothing can have become known before the decision that it had not seen. */
function knownSince(decidedAt: Date, knownAt: Date): Date | null {
  return knownAt > decidedAt ? knownAt : null
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other
}

/** Who asked about which decision, and about how many; never about whom. */
async function noteExplaining(
  tx: Tx,
  { auditor, decisionId, subjects, knownAt }: Pick<Asked, 'auditor' | 'decisionId' | 'knownAt'> & { subjects: number },
  at: Date,
): Promise<void> {
  const detail = { decision_id: decisionId, subjects, known_at: knownAt }
  await note(tx, { actorKind: 'node', actorId: auditor.clientId, action: 'decision-explained', detail }, at)
}
