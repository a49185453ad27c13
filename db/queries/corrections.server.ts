import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consentTokens, deaths, enrolments, importRows, invitations, papers, removalTasks } from '../schema/index.ts'
import { among } from './among.ts'
import type { TokenRow } from './consent-tokens.server.ts'
import type { Enrolment, NewEnrolment } from './enrolments.server.ts'

/** Nobody claims these, and no record is opened for them, until the transaction ends; everybody locks them in this order. */
export async function lockEnrolments(tx: Tx, ids: readonly string[]): Promise<Enrolment[]> {
  return tx.select().from(enrolments).where(among(enrolments.id, ids)).orderBy(asc(enrolments.id)).for('update')
}

/** The pseudonym that follows another one: its person's from the first moment on. */
export async function insertSuccessor(
  tx: Tx,
  row: NewEnrolment & Pick<Enrolment, 'contributorId' | 'claimedAt'>,
): Promise<void> {
  await tx.insert(enrolments).values(row)
}

/** The pseudonym is nobody's from now on, for good. */
export async function retireEnrolment(
  tx: Tx,
  id: string,
  { successorId, at }: { successorId: string; at: Date },
): Promise<void> {
  await tx
    .update(enrolments)
    .set({ contributorId: null, claimedAt: null, retiredAt: at, successorId })
    .where(eq(enrolments.id, id))
}

/** Makes this enrolment the account's, claimed or held for her as it was there. */
export async function giveEnrolment(
  tx: Tx,
  id: string,
  whose: Pick<Enrolment, 'contributorId' | 'claimedAt'>,
): Promise<void> {
  await tx.update(enrolments).set(whose).where(eq(enrolments.id, id))
}

/**
 * What was sent for a pseudonym that is retired or came in for it, and what its hospital still has to remove, goes on
 * under the one that follows.
 */
export async function moveToSuccessor(
  tx: Tx,
  { fromId, toId, at }: { fromId: string; toId: string; at: Date },
): Promise<void> {
  await settleDoubleDeath(tx, { fromId, toId, at })
  for (const moved of [invitations, papers, importRows, deaths]) {
    await tx.update(moved).set({ enrolmentId: toId }).where(eq(moved.enrolmentId, fromId))
  }
  await tx
    .update(removalTasks)
    .set({ enrolmentId: toId })
    .where(and(eq(removalTasks.enrolmentId, fromId), isNull(removalTasks.outcome)))
}

/** Of two reports of one death the confirmed one stands, or else that of the pseudonym that stays. */
async function settleDoubleDeath(
  tx: Tx,
  { fromId, toId, at }: { fromId: string; toId: string; at: Date },
): Promise<void> {
  await tx.execute(sql`
    update deaths as report set taken_back_at = ${at.toISOString()}::timestamptz
    from deaths as other
    where report.taken_back_at is null and other.taken_back_at is null
      and report.enrolment_id in (${fromId}, ${toId}) and other.enrolment_id in (${fromId}, ${toId})
      and (other.confirmed_at is not null, other.enrolment_id = ${toId})
        > (report.confirmed_at is not null, report.enrolment_id = ${toId})`)
}

/** What nodes may hold, or are about to be given, for these enrolments. */
export async function findLiveTokensAt(tx: Tx, enrolmentIds: readonly string[]): Promise<TokenRow[]> {
  return tx
    .select()
    .from(consentTokens)
    .where(and(among(consentTokens.enrolmentId, enrolmentIds), inArray(consentTokens.state, ['planned', 'issued'])))
}

/** What hangs on an enrolment that was never this person's, and on those that it followed, belongs to a stranger; the transaction is in her scope. */
export async function partFromEnrolment(tx: Tx, enrolmentId: string): Promise<void> {
  await tx.execute(sql`select part_from_enrolment(${enrolmentId}::uuid)`)
}

export async function findEnrolmentsByIds(tx: Tx, ids: readonly string[]): Promise<Enrolment[]> {
  return tx.select().from(enrolments).where(among(enrolments.id, ids))
}

/** No letter to this enrolment opens anything any more, claimed or not. */
export async function voidLettersOf(tx: Tx, enrolmentId: string, at: Date): Promise<void> {
  await tx
    .update(invitations)
    .set({ voidedAt: at, birthDateHash: null })
    .where(and(eq(invitations.enrolmentId, enrolmentId), isNull(invitations.voidedAt)))
}
