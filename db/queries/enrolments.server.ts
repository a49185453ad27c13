import { eq } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { enrolments } from '../schema/index.ts'

export type Enrolment = typeof enrolments.$inferSelect

export async function findEnrolment(tx: Tx, id: string): Promise<Enrolment | null> {
  const [row] = await tx.select().from(enrolments).where(eq(enrolments.id, id))
  return row ?? null
}

/** A contributor's enrolments, one for each hospital letter she claimed. */
export async function findEnrolmentsOf(tx: Tx, contributorId: string): Promise<Enrolment[]> {
  return tx.select().from(enrolments).where(eq(enrolments.contributorId, contributorId))
}

/** Undoes a claim: the pseudonym is nobody's until a new letter is claimed. */
export async function releaseEnrolment(tx: Tx, id: string): Promise<void> {
  await tx.update(enrolments).set({ contributorId: null, claimedAt: null }).where(eq(enrolments.id, id))
}
