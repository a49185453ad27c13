import type { Tx } from '#db/client.server.ts'
import { findOrganisationBySlug } from '#db/queries/organisations.server.ts'
import { findProgramme } from '#db/queries/programmes.server.ts'
import type { StoredRole } from '#db/queries/staff-accounts.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { type AskedRole, isStaffRole, type RolePlaceRefusal, rolePlaceRefusal } from '../domain/staff/role-place.ts'

export type PlaceRefusal = RolePlaceRefusal | 'programme-not-found' | 'hospital-not-found'

/** The role that an operator named, at the programme or the hospital that is called so. */
export async function findRolePlace(
  tx: Tx,
  asked: AskedRole,
): Promise<Decision<Omit<StoredRole, 'staffId'>, PlaceRefusal>> {
  const { role, programme, hospital } = asked
  const refusal = rolePlaceRefusal(asked)
  if (refusal) return refused(refusal)
  if (!isStaffRole(role)) return refused('role-unknown')
  if (programme !== null && !(await findProgramme(tx, programme))) return refused('programme-not-found')
  const organisation = hospital === null ? null : await findOrganisationBySlug(tx, hospital)
  if (hospital !== null && !organisation) return refused('hospital-not-found')
  return recorded({ role, programmeId: programme, organisationId: organisation?.id ?? null })
}
