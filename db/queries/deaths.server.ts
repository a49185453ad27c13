import { and, desc, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import type { DeathReport } from '#app/domain/consent/death.ts'
import type { Day } from '#app/domain/day.ts'
import type { Tx } from '../client.server.ts'
import { contributors, deaths, drafts, enrolments, sessions } from '../schema/index.ts'

export type KeptDeath = DeathReport & { id: string; enrolmentId: string; pseudonym: string }

export type NewDeath = Pick<
  typeof deaths.$inferInsert,
  'id' | 'organisationId' | 'enrolmentId' | 'diedOn' | 'enteredBy' | 'enteredAt'
>

/** Enters a report; false where one stands for this person already. */
export async function insertDeath(tx: Tx, death: NewDeath): Promise<boolean> {
  const rows = await tx.insert(deaths).values(death).onConflictDoNothing().returning({ id: deaths.id })
  return rows.length > 0
}

/** A report of this hospital. */
export async function findDeath(tx: Tx, organisationId: string, id: string): Promise<KeptDeath | null> {
  const [row] = await kept(tx).where(and(eq(deaths.organisationId, organisationId), eq(deaths.id, id)))
  return row ?? null
}

/** A report of this hospital, locked; with the person's pseudonym there. */
export async function lockDeath(tx: Tx, organisationId: string, id: string): Promise<KeptDeath | null> {
  const [row] = await kept(tx)
    .where(and(eq(deaths.organisationId, organisationId), eq(deaths.id, id)))
    .for('update', { of: deaths })
  return row ?? null
}

/** What a hospital has reported and not taken back, the latest first. */
export function findStandingDeaths(tx: Tx, organisationId: string, limit: number): Promise<KeptDeath[]> {
  return kept(tx)
    .where(and(eq(deaths.organisationId, organisationId), isNull(deaths.takenBackAt)))
    .orderBy(desc(deaths.enteredAt))
    .limit(limit)
}

/** Whether it is confirmed under another pseudonym of hers than this that she died. */
export async function findDeathElsewhere(tx: Tx, contributorId: string, enrolmentId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: deaths.id })
    .from(deaths)
    .innerJoin(enrolments, eq(enrolments.id, deaths.enrolmentId))
    .where(
      and(
        eq(enrolments.contributorId, contributorId),
        ne(deaths.enrolmentId, enrolmentId),
        isNotNull(deaths.confirmedAt),
        isNull(deaths.takenBackAt),
      ),
    )
  return row !== undefined
}

export async function setDeathConfirmed(tx: Tx, id: string, staffId: string, at: Date): Promise<void> {
  await tx.update(deaths).set({ confirmedBy: staffId, confirmedAt: at }).where(eq(deaths.id, id))
}

export async function setDeathTakenBack(tx: Tx, id: string, staffId: string, at: Date): Promise<void> {
  await tx.update(deaths).set({ takenBackBy: staffId, takenBackAt: at }).where(eq(deaths.id, id))
}

/** From now on nobody signs in to this account or answers for it; with null they do again, by the ways in that there were. */
export async function setDiedOn(tx: Tx, contributorId: string, diedOn: Day | null): Promise<void> {
  await tx.update(contributors).set({ diedOn }).where(eq(contributors.id, contributorId))
  await tx.delete(sessions).where(eq(sessions.contributorId, contributorId))
  await tx.delete(drafts).where(eq(drafts.contributorId, contributorId))
}

function kept(tx: Tx) {
  return tx
    .select({
      id: deaths.id,
      enrolmentId: deaths.enrolmentId,
      pseudonym: enrolments.pseudonym,
      diedOn: deaths.diedOn,
      enteredBy: deaths.enteredBy,
      confirmedAt: deaths.confirmedAt,
      takenBackAt: deaths.takenBackAt,
    })
    .from(deaths)
    .innerJoin(enrolments, eq(enrolments.id, deaths.enrolmentId))
    .$dynamic()
}
