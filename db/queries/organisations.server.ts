import { eq } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { organisations } from '../schema/index.ts'

/** The hospital enrols in one transaction at a time; whoever only refers to it need not wait. */
export async function lockOrganisation(tx: Tx, id: string): Promise<void> {
  await tx.select({ id: organisations.id }).from(organisations).where(eq(organisations.id, id)).for('no key update')
}

export type Organisation = typeof organisations.$inferSelect

export async function findOrganisation(tx: Tx, id: string): Promise<Organisation | null> {
  const [row] = await tx.select().from(organisations).where(eq(organisations.id, id))
  return row ?? null
}
