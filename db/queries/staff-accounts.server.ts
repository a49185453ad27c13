import { and, eq, isNull, ne } from 'drizzle-orm'
import type { StaffRole } from '#app/domain/access/session.ts'
import type { Tx } from '../client.server.ts'
import { sessions, staff, staffRoles } from '../schema/index.ts'
import type { StaffMember } from './staff.server.ts'

/** A role as it is stored: with the programme or the hospital for which it is held. */
export type StoredRole = { staffId: string; role: StaffRole; programmeId: string | null; organisationId: string | null }

/** The account of this e-mail, closed or not. */
export async function findStaffAccount(tx: Tx, email: string): Promise<StaffMember | null> {
  const [row] = await tx.select().from(staff).where(eq(staff.email, email))
  return row ?? null
}

/** The account of this e-mail, closed or not, held until the transaction ends; whoever takes roles takes them before. */
export async function lockStaffAccount(tx: Tx, email: string): Promise<StaffMember | null> {
  const [row] = await tx.select().from(staff).where(eq(staff.email, email)).for('update')
  return row ?? null
}

export async function insertStaffAccount(
  tx: Tx,
  account: Pick<StaffMember, 'id' | 'email' | 'passwordHash' | 'handedOutUntil'>,
): Promise<void> {
  await tx.insert(staff).values(account)
}

export async function holdsRole(tx: Tx, held: StoredRole): Promise<boolean> {
  return (await tx.select({ id: staffRoles.staffId }).from(staffRoles).where(isRole(held))).length > 0
}

/** Whether somebody is a clerk at another hospital than this one. */
export async function isClerkElsewhere(
  tx: Tx,
  { staffId, organisationId }: { staffId: string; organisationId: string },
): Promise<boolean> {
  const rows = await tx
    .select({ id: staffRoles.staffId })
    .from(staffRoles)
    .where(
      and(eq(staffRoles.staffId, staffId), eq(staffRoles.role, 'clerk'), ne(staffRoles.organisationId, organisationId)),
    )
  return rows.length > 0
}

export async function insertRole(tx: Tx, held: StoredRole): Promise<void> {
  await tx.insert(staffRoles).values(held)
}

/** Whether there was such a role to take away. */
export async function deleteRole(tx: Tx, held: StoredRole): Promise<boolean> {
  return (await tx.delete(staffRoles).where(isRole(held)).returning({ id: staffRoles.staffId })).length > 0
}

export async function deleteRoles(tx: Tx, staffId: string): Promise<void> {
  await tx.delete(staffRoles).where(eq(staffRoles.staffId, staffId))
}

/** Another password, handed out or chosen, with no tries counted against it. */
export async function setPassword(
  tx: Tx,
  id: string,
  password: Pick<StaffMember, 'passwordHash' | 'handedOutUntil'>,
): Promise<void> {
  await tx
    .update(staff)
    .set({ ...password, tries: 0, lastTryAt: null })
    .where(eq(staff.id, id))
}

/** When an account was closed; null opens it again. */
export async function setClosed(tx: Tx, id: string, disabledAt: Date | null): Promise<void> {
  await tx.update(staff).set({ disabledAt }).where(eq(staff.id, id))
}

/** Signs somebody out of every browser; with the session of a clerk end the sittings opened from it. */
export async function endStaffSessions(tx: Tx, staffId: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.staffId, staffId))
}

function isRole({ staffId, role, programmeId, organisationId }: StoredRole) {
  return and(
    eq(staffRoles.staffId, staffId),
    eq(staffRoles.role, role),
    programmeId === null ? isNull(staffRoles.programmeId) : eq(staffRoles.programmeId, programmeId),
    organisationId === null ? isNull(staffRoles.organisationId) : eq(staffRoles.organisationId, organisationId),
  )
}
