import type { Tx } from '../client.server.ts'
import { outbox } from '../schema/index.ts'

export type Notice = {
  type: string
  nodeId?: string
  organisationId?: string
  payload: Record<string, unknown>
}

/** Writes what others are to be told into the same transaction as what happened. */
export async function enqueue(tx: Tx, notices: readonly Notice[], at: Date): Promise<void> {
  if (notices.length === 0) return
  await tx.insert(outbox).values(notices.map((notice) => ({ ...notice, createdAt: at })))
}
