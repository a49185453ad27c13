import { randomUUID } from 'node:crypto'
import { isNodeEvent } from '#app/domain/event/node-event.ts'
import type { Tx } from '../client.server.ts'
import { outbox } from '../schema/index.ts'
import { addressToNodes } from './event-deliveries.server.ts'

export type Notice = {
  type: string
  nodeId?: string
  organisationId?: string
  payload: Record<string, unknown>
}

/** One statement takes 65,534 parameters. */
const AT_ONCE = 1000

/** Writes what others are to be told, and which nodes, into the same transaction as what happened. */
export async function enqueue(tx: Tx, notices: readonly Notice[], at: Date): Promise<void> {
  for (let start = 0; start < notices.length; start += AT_ONCE) {
    const rows = notices
      .slice(start, start + AT_ONCE)
      .map((notice) => ({ ...notice, eventId: randomUUID(), createdAt: at }))
    await tx.insert(outbox).values(rows)
    await addressToNodes(
      tx,
      rows.filter(({ type }) => isNodeEvent(type)),
      at,
    )
  }
}
