import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import {
  credentials,
  drafts,
  mailAddresses,
  messages,
  papers,
  reconsentRequests,
  rightsRequests,
  sessions,
} from '../schema/index.ts'

/** Ends every way in that a contributor has: sessions, credentials, unfinished answers. */
export async function endAccess(tx: Tx, contributorId: string, at: Date): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.contributorId, contributorId))
  await tx.update(credentials).set({ revokedAt: at }).where(eq(credentials.contributorId, contributorId))
  await tx.delete(drafts).where(eq(drafts.contributorId, contributorId))
}

/** Erases every way in with its code and PIN, the address with what was to be sent there, whatever waited for an answer, what came on paper, and by whom and for whom she acted: to a sign-in this account never was. */
export async function eraseAccess(tx: Tx, contributorId: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.contributorId, contributorId))
  await tx.delete(credentials).where(eq(credentials.contributorId, contributorId))
  await tx.delete(drafts).where(eq(drafts.contributorId, contributorId))
  await tx.delete(mailAddresses).where(eq(mailAddresses.contributorId, contributorId))
  await tx.delete(messages).where(eq(messages.contributorId, contributorId))
  await tx.delete(reconsentRequests).where(eq(reconsentRequests.contributorId, contributorId))
  await tx.delete(rightsRequests).where(eq(rightsRequests.contributorId, contributorId))
  await tx.delete(papers).where(eq(papers.contributorId, contributorId))
  await tx.execute(sql`select leave_representations()`)
}
