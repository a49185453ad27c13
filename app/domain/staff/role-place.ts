import type { StaffRole } from '../access/session.ts'

/** Where a role is held: for a programme, at a hospital, or for the platform. */
const PLACE_OF: Record<StaffRole, 'programme' | 'hospital' | 'platform'> = {
  editor: 'programme',
  approver: 'programme',
  auditor: 'programme',
  clerk: 'hospital',
  operator: 'platform',
}

export const STAFF_ROLES = Object.keys(PLACE_OF) as StaffRole[]

/** A role with the one place where it is held. */
export type PlacedRole = { role: StaffRole; programme: string | null; hospital: string | null }

export type RolePlaceRefusal =
  | 'role-unknown'
  | 'role-needs-programme'
  | 'role-needs-hospital'
  | 'role-is-held-at-one-place'

/** What is wrong with giving this role at this place, or null. */
export function rolePlaceRefusal({ role, programme, hospital }: AskedRole): RolePlaceRefusal | null {
  if (!isStaffRole(role)) return 'role-unknown'
  const place = PLACE_OF[role]
  if (place === 'programme' && !programme) return 'role-needs-programme'
  if (place === 'hospital' && !hospital) return 'role-needs-hospital'
  const isElsewhereToo = (programme && place !== 'programme') || (hospital && place !== 'hospital')
  return isElsewhereToo ? 'role-is-held-at-one-place' : null
}

/** A role as an operator named it, before anybody knows whether there is one. */
export type AskedRole = { role: string; programme: string | null; hospital: string | null }

export function isStaffRole(role: string): role is StaffRole {
  return Object.hasOwn(PLACE_OF, role)
}
