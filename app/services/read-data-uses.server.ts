import { findDataUsesIn, findUseWriters } from '#db/queries/data-use-desk.server.ts'
import { findDataUse } from '#db/queries/data-uses.server.ts'
import { findProgramme, findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { dataUseEdition } from '../crypto/data-use-edition.server.ts'
import type { DataUse } from '../domain/data-use/data-use.ts'
import { allowsUse, type DataUseVerb, programmesOfUses } from '../domain/data-use/permission.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

/** The data uses of every programme in which this member of staff holds a role. */
export async function readDataUses({ db }: Portal, staffId: string): Promise<DataUse[]> {
  return db.as('public', async (tx) => findDataUsesIn(tx, programmesOfUses(await findHeldRoles(tx, staffId), 'read')))
}

/** The programmes for which this member of staff may begin a data use. */
export async function readUseDrafting({ db }: Portal, staffId: string): Promise<Programme[]> {
  return db.as('public', async (tx) => {
    const allowed = programmesOfUses(await findHeldRoles(tx, staffId), 'draft')
    return (await findProgrammes(tx)).filter(({ id }) => allowed.includes(id))
  })
}

export type DataUseDesk = {
  use: DataUse
  programme: Programme
  /** What this member of staff may do with it now, by role; whether its state lets them is the rules' to say. */
  may: DataUseVerb[]
  /** Names what is shown; sent back with what is asked for. */
  edition: string
  /** Whether they wrote on it themselves. */
  isOwnWork: boolean
}

const VERBS: DataUseVerb[] = ['edit', 'approve', 'suspend', 'resume', 'end']

/** One data use with all that its writers and approvers need beside it. */
export async function readDataUse(
  { db }: Portal,
  { staffId, dataUseId }: { staffId: string; dataUseId: string },
): Promise<Decision<DataUseDesk, 'page-not-found' | 'not-allowed'>> {
  return db.as('public', async (tx) => {
    const use = await findDataUse(tx, dataUseId)
    const programme = use && (await findProgramme(tx, use.programmeId))
    if (!use || !programme) return refused('page-not-found')
    const roles = await findHeldRoles(tx, staffId)
    if (!allowsUse(roles, 'read', programme.id)) return refused('not-allowed')
    return recorded({
      use,
      programme,
      may: VERBS.filter((verb) => allowsUse(roles, verb, programme.id)),
      edition: dataUseEdition(use),
      isOwnWork: (await findUseWriters(tx, use)).includes(staffId),
    })
  })
}
