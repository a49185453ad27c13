import type { Tx } from '#db/client.server.ts'
import type { HospitalOf } from '#db/queries/hospitals-of.server.ts'
import { findReceipts, type Receipt } from '#db/queries/receipts.server.ts'
import type { FollowingHospital } from '../domain/consent/reach.ts'

/** The hospitals that follow a person, with what their nodes were sent of her latest change and have acknowledged. */
export async function receiptsFor(
  tx: Tx,
  { contributorId, hospitals, changedAt }: { contributorId: string; hospitals: HospitalOf[]; changedAt: Date },
): Promise<FollowingHospital[]> {
  const receipts = await findReceipts(tx, { contributorId, since: changedAt })
  const byNode = new Map(receipts.map((receipt) => [receipt.nodeId, receipt]))
  return hospitals.map(({ name, nodes }) => ({
    name,
    nodes: nodes.map(({ id, lastSyncAt }) => ({ lastSyncAt, ...stateOf(byNode.get(id)) })),
  }))
}

/** A node has a change once it has acknowledged all of it. */
function stateOf(receipt: Receipt | undefined): { sent: boolean; receivedAt: Date | null } {
  if (!receipt) return { sent: false, receivedAt: null }
  const { told, sent, acknowledged, lastAcknowledgedAt } = receipt
  return { sent: sent === told, receivedAt: acknowledged === told ? lastAcknowledgedAt : null }
}
