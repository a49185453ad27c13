import { eq } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { sessions } from '../schema/index.ts'

/** By which representation a browser acts for somebody from now on; null for nobody. */
export async function setActing(tx: Tx, idHash: Buffer, representationId: string | null): Promise<void> {
  await tx.update(sessions).set({ actingRepresentationId: representationId }).where(eq(sessions.idHash, idHash))
}
