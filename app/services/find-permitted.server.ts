import type { Tx } from '#db/client.server.ts'
import { type Alike, findConsenting, findWishing, type Subjects } from '#db/queries/decisions.server.ts'
import { type DecisionRequest, decideStanding } from '../domain/consent/decide.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'

/** Whom among these people a use is permitted with at this moment, in their order, each once; who stand alike are decided about as one. */
export async function findPermitted(
  tx: Tx,
  people: Subjects,
  target: TokenTarget,
  use: UseRequest,
  at: Date,
): Promise<readonly string[]> {
  const alike =
    target.basis === 'consent'
      ? await findConsenting(tx, people, target.programme, at)
      : await findWishing(tx, people, target.dataUse.id)
  const request = requestFor(target, use)
  const permitting = alike.filter(
    ({ standing, superseded }) => decideStanding(standing, request, { at, superseded }).outcome === 'permit',
  )
  return inTheirOrder(people.pseudonyms, permitting)
}

/** Only people asked about were found, each once: as many as were named are all of them, and need not be looked up. */
function inTheirOrder(asked: readonly string[], permitting: readonly Alike[]): readonly string[] {
  const count = permitting.reduce((sum, { people }) => sum + people, 0)
  if (count === asked.length) return asked
  const permitted = new Set<string>()
  for (const alike of permitting) for (const pseudonym of alike.pseudonyms()) permitted.add(pseudonym)
  return asked.filter((pseudonym) => permitted.delete(pseudonym))
}

/** The question that a use asks of one person's standing. */
export function requestFor(target: TokenTarget, use: UseRequest): DecisionRequest {
  return target.basis === 'consent'
    ? { legal_basis: 'consent', programme: target.programme, ...use }
    : { legal_basis: 'altruism', data_use: target.dataUse, ...use }
}
