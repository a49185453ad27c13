import { and, desc, eq, ne } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { dataUses } from '../schema/index.ts'

export type DataUse = typeof dataUses.$inferSelect

export async function findDataUse(tx: Tx, id: string): Promise<DataUse | null> {
  const [row] = await tx.select().from(dataUses).where(eq(dataUses.id, id))
  return row ?? null
}

/** The data use, held until the transaction ends. */
export async function lockDataUse(tx: Tx, id: string): Promise<DataUse | null> {
  const [row] = await tx.select().from(dataUses).where(eq(dataUses.id, id)).for('no key update')
  return row ?? null
}

export async function setDataUseStatus(tx: Tx, id: string, status: DataUse['status'], at: Date): Promise<void> {
  await tx
    .update(dataUses)
    .set({ status, ...(status === 'ended' && { endedAt: at }) })
    .where(eq(dataUses.id, id))
}

export async function findAltruismUses(tx: Tx): Promise<DataUse[]> {
  return tx
    .select()
    .from(dataUses)
    .where(and(eq(dataUses.legalBasis, 'altruism'), eq(dataUses.status, 'approved')))
    .orderBy(desc(dataUses.startsAt))
}

/** The data uses for altruism that were ever approved, those that end last first. */
export async function findUsesForPeople(tx: Tx): Promise<DataUse[]> {
  return tx
    .select()
    .from(dataUses)
    .where(and(eq(dataUses.legalBasis, 'altruism'), ne(dataUses.status, 'draft')))
    .orderBy(desc(dataUses.endsAt), dataUses.id)
}

export async function findDataUses(tx: Tx): Promise<DataUse[]> {
  return tx.select().from(dataUses).orderBy(desc(dataUses.startsAt))
}
