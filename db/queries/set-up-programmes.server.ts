import { eq } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { programmes } from '../schema/index.ts'
import type { Programme } from './programmes.server.ts'

export type ProgrammeSetUp = Pick<Programme, 'id' | 'details' | 'tokenDays'>

export async function insertProgramme(tx: Tx, programme: ProgrammeSetUp): Promise<void> {
  await tx.insert(programmes).values(programme)
}

export async function updateProgramme(tx: Tx, { id, ...facts }: ProgrammeSetUp): Promise<void> {
  await tx.update(programmes).set(facts).where(eq(programmes.id, id))
}
