import type { Tx } from '../client.server.ts'
import { contributors } from '../schema/index.ts'

export type NewContributor = { id: string; language: string; createdAt: Date; wrappedKey: Buffer }

export async function insertContributor(tx: Tx, contributor: NewContributor): Promise<void> {
  await tx.insert(contributors).values(contributor)
}
