import type { Tx } from '#db/client.server.ts'
import { findMoment } from '#db/queries/moments.server.ts'
import { insertDecision } from '#db/queries/noted-decisions.server.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'

/** When a decision is made: its time, and which transactions it sees the end of. */
export type DecidingMoment = { at: Date; seen: string }

/** A decision as auditors find it: what was asked and how much was answered; never about whom. */
export type DecisionNote = {
  node: IssuingNode
  decisionId: string
  target: TokenTarget
  use: UseRequest
  evaluated: number
  permitted: number
}

/** The moment of a transaction that decides; by the clock that events are recorded by, so that the two can be compared. */
export async function decidingMoment(tx: Tx, { clock }: Pick<Portal, 'clock'>): Promise<DecidingMoment> {
  const { now, snapshot } = await findMoment(tx)
  return { at: await clock.recorded(async () => now), seen: snapshot }
}

/** Notes a decision for auditors, in the transaction that made it. */
export async function noteDecision(tx: Tx, decided: DecisionNote, { at, seen }: DecidingMoment): Promise<void> {
  const { node, decisionId, target, use, evaluated, permitted } = decided
  const detail = { decision_id: decisionId, ...askedOf(target), ...use, evaluated, permitted, seen }
  await insertDecision(tx, node.clientId, detail, at)
}

function askedOf(target: TokenTarget) {
  if (target.basis === 'consent') return { legal_basis: 'consent', programme: target.programme } as const
  const { id, legalBasis, status, purpose, recipient, region, data, startsAt, endsAt } = target.dataUse
  const [from, until] = [startsAt.toISOString(), endsAt.toISOString()]
  const approved = { id, legalBasis, status, purpose, recipient, region, data, startsAt: from, endsAt: until }
  return { legal_basis: 'altruism', data_use: id, approved } as const
}
