import { and, eq, gt, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '../client.server.ts'
import { sessions, staff, staffRoles } from '../schema/index.ts'

/**
 * Whether staff of this hospital sit beside this person at `at`. Until the transaction ends nothing of what that rests on
 * does: the role of the clerk, the account, its session and hers, held in the order in which operators take them away.
 */
export async function holdSitting(
  tx: Tx,
  { contributorId, organisationId }: { contributorId: string; organisationId: string },
  at: Date,
): Promise<boolean> {
  const theirs = alias(sessions, 'theirs')
  const held = await tx
    .select({ expiresAt: sessions.expiresAt })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .innerJoin(theirs, eq(theirs.staffId, staff.id))
    .innerJoin(sessions, eq(sessions.assistedIn, theirs.idHash))
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
