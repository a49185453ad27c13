import { and, eq, gt, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '../client.server.ts'
import { sessions, staff, staffRoles } from '../schema/index.ts'

/**
 * Whether staff of this hospital sit beside this person at `at`. Until the transaction ends nothing of what that rests on
 * does: her session, the clerk's own, the account and the role of the clerk.
 */
export async function holdSitting(
  tx: Tx,
  { contributorId, organisationId }: { contributorId: string; organisationId: string },
  at: Date,
): Promise<boolean> {
  const theirs = alias(sessions, 'theirs')
  const held = await tx
    .select({ expiresAt: sessions.expiresAt })
    .from(sessions)
    .innerJoin(theirs, eq(theirs.idHash, sessions.assistedIn))
    .innerJoin(staff, eq(staff.id, theirs.staffId))
    .innerJoin(staffRoles, eq(staffRoles.staffId, staff.id))
    .where(
      and(
        eq(sessions.contributorId, contributorId),
        eq(sessions.assistedBy, organisationId),
        gt(sessions.expiresAt, at),
        isNull(staff.disabledAt),
        eq(staffRoles.role, 'clerk'),
        eq(staffRoles.organisationId, organisationId),
      ),
    )
    .for('share')
  return held.length > 0
}
