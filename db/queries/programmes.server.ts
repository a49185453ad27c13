import { asc, eq } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { programmes } from '../schema/index.ts'

export type Programme = typeof programmes.$inferSelect

export async function findProgrammes(tx: Tx): Promise<Programme[]> {
  return tx.select().from(programmes).orderBy(asc(programmes.id))
}

export async function findProgramme(tx: Tx, id: string): Promise<Programme | null> {
  const [row] = await tx.select().from(programmes).where(eq(programmes.id, id))
  return row ?? null
}
