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

/** The ISO code of the country in which a hospital stands. */
export async function findCountry(tx: Tx, id: string): Promise<string> {
  const [row] = await tx.select({ country: organisations.country }).from(organisations).where(eq(organisations.id, id))
  if (!row) throw new Error('there is no such hospital')
  return row.country
}

/** The hospital that operators call so. */
export async function findOrganisationBySlug(tx: Tx, slug: string): Promise<Organisation | null> {
  const [row] = await tx.select().from(organisations).where(eq(organisations.slug, slug))
  return row ?? null
}
