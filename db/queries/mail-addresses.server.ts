import { and, eq, isNull, sql } from 'drizzle-orm'
import type { MessageKind } from '#app/domain/message/topics.ts'
import type { Tx } from '../client.server.ts'
import { mailAddresses, messages } from '../schema/index.ts'

export type MailAddress = typeof mailAddresses.$inferSelect

const NOWHERE = Buffer.alloc(0)
/** No number confirms it any more. */
const NO_MORE = 1_000

export async function findMailAddress(tx: Tx, contributorId: string): Promise<MailAddress | null> {
  const [row] = await tx.select().from(mailAddresses).where(eq(mailAddresses.contributorId, contributorId))
  return row ?? null
}

export type NewMailAddress = Omit<MailAddress, 'tries' | 'verifiedAt' | 'undeliverableAt'>

/** Puts an address in the place of the one before, not yet confirmed. */
export async function saveMailAddress(tx: Tx, address: NewMailAddress): Promise<void> {
  const { contributorId: _, ...rest } = address
  await tx
    .insert(mailAddresses)
    .values(address)
    .onConflictDoUpdate({
      target: mailAddresses.contributorId,
      set: { ...rest, tries: 0, verifiedAt: null, undeliverableAt: null },
    })
}

/** Counts a try before it is looked at, and returns what was tried. */
export async function countNumberTry(tx: Tx, contributorId: string): Promise<MailAddress | null> {
  const [row] = await tx
    .update(mailAddresses)
    .set({ tries: sql`${mailAddresses.tries} + 1` })
    .where(and(eq(mailAddresses.contributorId, contributorId), isNull(mailAddresses.verifiedAt)))
    .returning()
  return row ? { ...row, tries: row.tries - 1 } : null
}

/** The address is hers, unless she has given another meanwhile. */
export async function setVerified(tx: Tx, addressId: string, verifiedAt: Date): Promise<void> {
  await tx.update(mailAddresses).set({ verifiedAt }).where(eq(mailAddresses.addressId, addressId))
}

export async function setMessageKinds(tx: Tx, contributorId: string, kinds: MessageKind[]): Promise<void> {
  await tx.update(mailAddresses).set({ kinds }).where(eq(mailAddresses.contributorId, contributorId))
}

/** Ends every kind of message to the address that this belongs to, if any. */
export async function endAllKinds(tx: Tx, endingHash: Buffer): Promise<void> {
  await tx.update(mailAddresses).set({ kinds: [] }).where(eq(mailAddresses.endingHash, endingHash))
}

export async function setUndeliverable(tx: Tx, addressId: string, undeliverableAt: Date): Promise<void> {
  await tx.update(mailAddresses).set({ undeliverableAt }).where(eq(mailAddresses.addressId, addressId))
}

/** Erases an address and what waited for it; how many numbers were asked for today is kept, or erasing would reset it. */
export async function eraseMailAddress(tx: Tx, contributorId: string): Promise<void> {
  await tx.delete(messages).where(eq(messages.contributorId, contributorId))
  await tx
    .update(mailAddresses)
    .set({ sealed: NOWHERE, kinds: [], tries: NO_MORE, verifiedAt: null, undeliverableAt: null })
    .where(eq(mailAddresses.contributorId, contributorId))
}

/** Erases all of it. */
export async function forgetMailAddress(tx: Tx, contributorId: string): Promise<void> {
  await tx.delete(messages).where(eq(messages.contributorId, contributorId))
  await tx.delete(mailAddresses).where(eq(mailAddresses.contributorId, contributorId))
}
