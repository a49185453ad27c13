import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { enrolments, invitations } from '../schema/index.ts'

export type Invitation = typeof invitations.$inferSelect

/** Counts one more try before anything is compared, so that no crowd of guesses slips past; null where there is no try left. */
export async function countTry(tx: Tx, selectors: string[], most: number): Promise<Invitation | null> {
  const [row] = await tx
    .update(invitations)
    .set({ tries: sql`${invitations.tries} + 1` })
    .where(and(inArray(invitations.selector, selectors), lt(invitations.tries, most)))
    .returning()
  return row ?? null
}

/** A letter by the number in its link. */
export async function findInvitation(tx: Tx, selectors: string[]): Promise<Invitation | null> {
  const [row] = await tx.select().from(invitations).where(inArray(invitations.selector, selectors))
  return row ?? null
}

/** Gives the tries back to someone who knew the letter's secrets. */
export async function forgetTries(tx: Tx, id: string): Promise<void> {
  await tx.update(invitations).set({ tries: 0 }).where(eq(invitations.id, id))
}

export async function lockInvitation(tx: Tx, id: string): Promise<Invitation | null> {
  const [row] = await tx.select().from(invitations).where(eq(invitations.id, id)).for('update')
  return row ?? null
}

/** The letter is this person's; her enrolment joins her to the hospital's pseudonym. */
export async function giveToClaimant(tx: Tx, invitation: Invitation, contributorId: string, at: Date): Promise<void> {
  await tx.update(invitations).set({ claimedBy: contributorId }).where(eq(invitations.id, invitation.id))
  await tx.update(enrolments).set({ contributorId, claimedAt: at }).where(eq(enrolments.id, invitation.enrolmentId))
}

/** What this person claimed has done its work: it opens nothing more, and her birth date is forgotten. */
export async function spendInvitations(tx: Tx, contributorId: string, at: Date): Promise<void> {
  await tx
    .update(invitations)
    .set({ usedAt: at, birthDateHash: null })
    .where(and(eq(invitations.claimedBy, contributorId), isNull(invitations.usedAt)))
}

/** The letter opens nothing any more; returns whether it did until now. */
export async function voidInvitation(tx: Tx, id: string, at: Date): Promise<boolean> {
  const voided = await tx
    .update(invitations)
    .set({ voidedAt: at, birthDateHash: null })
    .where(and(eq(invitations.id, id), isNull(invitations.voidedAt)))
    .returning({ id: invitations.id })
  return voided.length > 0
}
