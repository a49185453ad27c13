import { and, eq, exists, isNull, ne, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { SessionTimes, SignedInContributor, SignedInStaff } from '#app/domain/access/session.ts'
import type { Tx } from '../client.server.ts'
import { contributors, credentials, sessions, staff, staffRoles } from '../schema/index.ts'

export type NewSession = typeof sessions.$inferInsert

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.insert(sessions).values(session)
}

const times = {
  lastSeenAt: sessions.lastSeenAt,
  expiresAt: sessions.expiresAt,
  sharedDevice: sessions.sharedDevice,
  authenticatedAt: sessions.authenticatedAt,
}

/** A contributor's session as it is stored: for whom and with whom she acts is still to be found. */
export type ContributorSession = Omit<SignedInContributor, 'acting' | 'recordMark'> &
  SessionTimes & { actingRepresentationId: string | null; assistedBy: string | null }

/** Whose browser this is; nobody's, where the account is closed or the person has died. */
export async function findContributorOfSession(tx: Tx, idHash: Buffer): Promise<ContributorSession | null> {
  const wayBack = tx
    .select({ id: credentials.id })
    .from(credentials)
    .where(and(eq(credentials.contributorId, contributors.id), isNull(credentials.revokedAt)))
  const [row] = await tx
    .select({
      ...times,
      id: contributors.id,
      language: contributors.language,
      shownOnce: sessions.shownOnce,
      actingRepresentationId: sessions.actingRepresentationId,
      assistedBy: sessions.assistedBy,
      hasWayBack: exists(wayBack),
    })
    .from(sessions)
    .innerJoin(contributors, eq(contributors.id, sessions.contributorId))
    .where(and(eq(sessions.idHash, idHash), isNull(contributors.closedAt), isNull(contributors.diedOn), isUnderWay(tx)))
  return row ? { ...row, hasWayBack: row.hasWayBack === true } : null
}

/** Of a session with staff beside her: their own session is still there, and they are still clerks of that hospital. */
function isUnderWay(tx: Tx) {
  const theirs = alias(sessions, 'theirs')
  const clerks = tx
    .select({ id: staff.id })
    .from(theirs)
    .innerJoin(staff, eq(staff.id, theirs.staffId))
    .innerJoin(staffRoles, eq(staffRoles.staffId, staff.id))
    .where(
      and(
        eq(theirs.idHash, sessions.assistedIn),
        eq(staffRoles.organisationId, sessions.assistedBy),
        eq(staffRoles.role, 'clerk'),
        isNull(staff.disabledAt),
      ),
    )
  return or(isNull(sessions.assistedBy), exists(clerks))
}

/** When this member of staff's own session ends; null where there is no such session. */
export async function findStaffSessionEnd(tx: Tx, idHash: Buffer, staffId: string): Promise<Date | null> {
  const [row] = await tx
    .select({ expiresAt: sessions.expiresAt })
    .from(sessions)
    .where(and(eq(sessions.idHash, idHash), eq(sessions.staffId, staffId)))
  return row?.expiresAt ?? null
}

/** Which member of staff this is, with the roles held now; nobody, while a password is waiting to be exchanged. */
export async function findStaffOfSession(tx: Tx, idHash: Buffer): Promise<(SignedInStaff & SessionTimes) | null> {
  const [row] = await tx
    .select({ ...times, id: staff.id, email: staff.email })
    .from(sessions)
    .innerJoin(staff, eq(staff.id, sessions.staffId))
    .where(and(eq(sessions.idHash, idHash), isNull(staff.disabledAt), isNull(staff.handedOutUntil)))
  if (!row) return null
  const roles = await tx
    .select({ role: staffRoles.role, programmeId: staffRoles.programmeId, organisationId: staffRoles.organisationId })
    .from(staffRoles)
    .where(eq(staffRoles.staffId, row.id))
  return { ...row, roles }
}

export async function noteSessionSeen(tx: Tx, idHash: Buffer, at: Date): Promise<void> {
  await tx.update(sessions).set({ lastSeenAt: at }).where(eq(sessions.idHash, idHash))
}

export async function deleteSession(tx: Tx, idHash: Buffer): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.idHash, idHash))
}

/** Ends every session of a person but this one. */
export async function deleteOtherSessions(tx: Tx, contributorId: string, idHash: Buffer): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.contributorId, contributorId), ne(sessions.idHash, idHash)))
}

/** What is shown once: kept sealed until the person goes on. */
export async function setShownOnce(tx: Tx, idHash: Buffer, sealed: Buffer | null): Promise<void> {
  await tx.update(sessions).set({ shownOnce: sealed }).where(eq(sessions.idHash, idHash))
}
