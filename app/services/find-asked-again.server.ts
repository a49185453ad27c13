import type { Tx } from '#db/client.server.ts'
import {
  findRequestsOf,
  findVersions,
  type ReconsentRequest,
  type VersionFacts,
} from '#db/queries/reconsent-requests.server.ts'
import { type AskedAgain, askedAgain } from '../domain/consent/asked-again.ts'
import type { Standing } from '../domain/consent/standing.ts'

/** What a newer version asks of a person, with how often she was reminded and whether she has seen it. */
export type AskedOf = AskedAgain<VersionFacts> & { programmeId: string; request: ReconsentRequest | null }

/** What newer versions ask of this person, in every programme that she said yes to: told at once, whatever a worker does. */
export async function findAskedAgain(tx: Tx, contributorId: string, standing: Standing, at: Date): Promise<AskedOf[]> {
  if (!Object.values(standing.consents).some(({ state }) => state === 'given')) return []
  const programmes = await findVersions(tx)
  const asked = Object.keys(standing.consents).flatMap((programmeId) => {
    const versions = programmes.get(programmeId)
    const one = versions && askedAgain(standing, versions, at)
    return one ? [{ ...one, programmeId }] : []
  })
  if (asked.length === 0) return []
  const requests = await findRequestsOf(tx, contributorId)
  return asked.map((one) => ({ ...one, request: requests.find(({ formId }) => formId === one.newer) ?? null }))
}
