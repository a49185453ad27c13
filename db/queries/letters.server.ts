import { and, isNull } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { invitations } from '../schema/index.ts'
import { among } from './among.ts'

export type Letter = Pick<
  typeof invitations.$inferSelect,
  'id' | 'enrolmentId' | 'selector' | 'secretHash' | 'createdAt' | 'expiresAt'
> & { birthDateHash: string }

export async function insertLetters(tx: Tx, letters: readonly Letter[]): Promise<void> {
  if (letters.length > 0) await tx.insert(invitations).values([...letters])
}

/** The letters to these enrolments that nobody has claimed open nothing any more. */
export async function voidOpenLetters(tx: Tx, enrolmentIds: readonly string[], at: Date): Promise<void> {
  await tx
    .update(invitations)
    .set({ voidedAt: at, birthDateHash: null })
    .where(
      and(among(invitations.enrolmentId, enrolmentIds), isNull(invitations.claimedBy), isNull(invitations.voidedAt)),
    )
}
