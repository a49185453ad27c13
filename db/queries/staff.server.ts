import { and, eq, isNull } from 'drizzle-orm'
import type { HeldRole } from '#app/domain/staff/permission.ts'
import type { Tx } from '../client.server.ts'
import { staff, staffRoles } from '../schema/index.ts'

export type StaffMember = typeof staff.$inferSelect

/** A member of staff who may sign in. */
export async function findStaffByEmail(tx: Tx, email: string): Promise<StaffMember | null> {
  const [row] = await tx
    .select()
    .from(staff)
    .where(and(eq(staff.email, email), isNull(staff.disabledAt)))
  return row ?? null
}

export async function findStaffMember(tx: Tx, id: string): Promise<StaffMember | null> {
  const [row] = await tx
    .select()
    .from(staff)
    .where(and(eq(staff.id, id), isNull(staff.disabledAt)))
  return row ?? null
}

/** The roles that a member of staff holds at this moment; none, once disabled. */
export async function findHeldRoles(tx: Tx, staffId: string): Promise<HeldRole[]> {
  return tx
    .select({ role: staffRoles.role, programmeId: staffRoles.programmeId })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .where(and(eq(staffRoles.staffId, staffId), isNull(staff.disabledAt)))
}

/** Whether a member of staff is a clerk at this hospital; until the transaction ends nobody takes that away. */
export async function holdClerkAt(tx: Tx, clerk: { staffId: string; organisationId: string }): Promise<boolean> {
  const rows = await tx
    .select({ id: staff.id })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .where(
      and(
        eq(staffRoles.staffId, clerk.staffId),
        eq(staffRoles.role, 'clerk'),
        eq(staffRoles.organisationId, clerk.organisationId),
        isNull(staff.disabledAt),
      ),
    )
    .for('share')
  return rows.length > 0
}

/** Counts a try, unless another one was counted since `member` was read: of guesses at the same time one counts. */
export async function countPasswordTry(tx: Tx, { id, tries }: StaffMember, at: Date): Promise<boolean> {
  const counted = await tx
    .update(staff)
    .set({ tries: tries + 1, lastTryAt: at })
    .where(and(eq(staff.id, id), eq(staff.tries, tries)))
    .returning({ id: staff.id })
  return counted.length > 0
}

export async function forgetPasswordTries(tx: Tx, id: string): Promise<void> {
  await tx.update(staff).set({ tries: 0, lastTryAt: null }).where(eq(staff.id, id))
}
