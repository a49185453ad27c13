import type { Tx } from '#db/client.server.ts'
import { type DataUse, findUsesForPeople } from '#db/queries/data-uses.server.ts'
import { findHospitalsOf, type HospitalOf } from '#db/queries/hospitals-of.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { changeOfWishes, type Matched, matching } from '../domain/consent/matching.ts'
import type { AltruismStanding, Standing } from '../domain/consent/standing.ts'
import type { Portal } from '../portal.server.ts'

export type Matching = { standing: Standing; matched: Matched<DataUse>[] }

/** How the data uses at a person's hospitals meet her wishes. */
export async function readMatching({ db, clock }: Portal, contributorId: string): Promise<Matching> {
  return db.as({ subject: contributorId }, async (tx) => {
    const standing = await findStanding(tx, contributorId)
    return { standing, matched: matching(standing, await usesAtHospitalsOf(tx, contributorId), clock.now()) }
  })
}

/** What these wishes would change for her, before she confirms them. */
export async function readChangeOfWishes(
  { db, clock }: Portal,
  { contributorId, wishes }: { contributorId: string; wishes: Pick<AltruismStanding, 'mode' | 'choices'> },
) {
  return db.as({ subject: contributorId }, async (tx) => {
    const uses = await usesAtHospitalsOf(tx, contributorId)
    return changeOfWishes(await findStanding(tx, contributorId), wishes, { uses, at: clock.now() })
  })
}

async function usesAtHospitalsOf(tx: Tx, contributorId: string): Promise<DataUse[]> {
  return usesAt(await findHospitalsOf(tx, contributorId), await findUsesForPeople(tx))
}

/** A data use whose programme none of her hospitals takes part in can never use her data. */
export function usesAt<Use extends { programmeId: string }>(
  hospitals: readonly HospitalOf[],
  uses: readonly Use[],
): Use[] {
  const offered = new Set(hospitals.flatMap(({ nodes }) => nodes.flatMap(({ programmeIds }) => programmeIds)))
  return uses.filter(({ programmeId }) => offered.has(programmeId))
}
