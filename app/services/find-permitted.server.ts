import type { Tx } from '#db/client.server.ts'
import { findStandingsWithDataUse, findStandingsWithProgramme, type Subjects } from '#db/queries/decisions.server.ts'
import { type DecisionRequest, decideStanding } from '../domain/consent/decide.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'

/** Whom among these people a use is permitted with at this moment, in their order: one query, however many they are. */
export async function findPermitted(
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
