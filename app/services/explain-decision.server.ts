import type { Tx } from '#db/client.server.ts'
import { type AuditEntry, note } from '#db/queries/audit.server.ts'
import { findFormFacts } from '#db/queries/forms.server.ts'
import { findKnownUntil } from '#db/queries/moments.server.ts'
import { type DecisionDetail, findDecision, isAnswerable } from '#db/queries/noted-decisions.server.ts'
import type { Seen } from '#db/queries/seen.ts'
import { findClaimantsSeen, findSupersededSeen } from '#db/queries/seen-records.server.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'
import { type DecisionContext, type ExplainedAnswer, explainOne, type Shown } from './explain-one.server.ts'
import { requestFor } from './find-permitted.server.ts'

/** Who asks: a hospital's client, or a member of staff. */
export type Auditor = Pick<AuditEntry, 'actorKind' | 'actorId'>

type Asked = {
  auditor: Auditor
  /** Whose nodes were given the decision. */
  organisationId: string
  decisionId: string
  subjects: readonly string[]
  knownAt: Date | null
}

export type Explanation = { at: Date; knownAt: Date; answers: { answer: ExplainedAnswer; shown: Shown | null }[] }

export type ExplanationRefusal = 'decision-not-found' | 'decision-too-old'

/**
 * What was decided about these people and why, once more: by exactly what the decision had seen, or by what has become
 * known since about the time before it. The same `knownAt` always gives the same answer, because it is held back to
 * what nothing still being written can change. That an auditor asked is noted, and never about whom.
 */
export async function explainDecision(
  portal: Portal,
  asked: Asked,
): Promise<Decision<Explanation, ExplanationRefusal>> {
  const { organisationId, decisionId } = asked
  const subjects = [...new Set(asked.subjects)]
  const prepared = await portal.db.as({ organisation: organisationId }, async (tx) => {
    const decision = await findDecision(tx, { organisationId, decisionId })
    if (!decision) return refused('decision-not-found')
    if (!isAnswerable(decision.detail)) return refused('decision-too-old')
    const knownAt = asked.knownAt && knownSince(decision.at, earlier(asked.knownAt, await findKnownUntil(tx)))
    await noteExplaining(tx, { ...asked, subjects, knownAt }, portal.clock.now())
    const seen: Seen = { at: decision.at, snapshot: decision.detail.seen }
    const context: DecisionContext = {
      request: requestFor(targetOf(decision.detail), askedOf(decision.detail)),
      at: decision.at,
      seen,
      claim: null,
      knownAt,
      superseded: await findSupersededSeen(tx, seen, { orBefore: knownAt !== null }),
      versions: (await findFormFacts(tx)).versions,
    }
    const claimants = await findClaimantsSeen(tx, { organisationId, pseudonyms: subjects }, seen)
    return recorded({ at: decision.at, knownAt: knownAt ?? decision.at, context, claimants })
  })
  if (!prepared.ok) return prepared

  const { at, knownAt, context, claimants } = prepared.event
  const answers: Explanation['answers'] = []
  for (const subject of subjects) {
    const { answer, shown } = await explainOne(portal, claimants.get(subject) ?? null, context)
    answers.push({ answer: { subject, ...answer }, shown })
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
  { auditor, decisionId, subjects, knownAt }: Omit<Asked, 'organisationId'>,
  at: Date,
): Promise<void> {
  const detail = { decision_id: decisionId, subjects: subjects.length, known_at: knownAt }
  await note(tx, { ...auditor, action: 'decision-explained', detail }, at)
}
