import { findAltruismUsesOf, findHospitalsOfProgrammes } from '#db/queries/audited.server.ts'
import type { DataUse } from '#db/queries/data-uses.server.ts'
import { findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { auditedProgrammes } from '../domain/staff/audited-programmes.ts'
import type { Portal } from '../portal.server.ts'

/** What an auditor may ask about: programmes, their hospitals and their data uses; no person. */
export type Audited = { programmes: Programme[]; uses: DataUse[]; hospitals: { id: string; name: string }[] }

export async function readAudited({ db }: Portal, staffId: string): Promise<Audited> {
  return db.as('public', async (tx) => {
    const audited = auditedProgrammes(await findHeldRoles(tx, staffId))
    const hospitals = await findHospitalsOfProgrammes(tx, audited)
    return {
      programmes: (await findProgrammes(tx)).filter(({ id }) => audited.includes(id)),
      uses: await findAltruismUsesOf(tx, audited),
      hospitals: [...new Map(hospitals.map(({ id, name }) => [id, { id, name }])).values()],
    }
  })
}
