import { and, asc, eq } from 'drizzle-orm'
import type { Statement, Tx } from '../client.server.ts'
import { nodeProgrammes, nodes, programmes } from '../schema/index.ts'

export type Node = typeof nodes.$inferSelect

export async function findNodeByClientId(db: Statement, clientId: string): Promise<Node | null> {
  const [row] = await db.select().from(nodes).where(eq(nodes.clientId, clientId))
  return row ?? null
}

export async function findNode(tx: Tx, id: string): Promise<Node | null> {
  const [row] = await tx.select().from(nodes).where(eq(nodes.id, id))
  return row ?? null
}

export async function findNodeStatus(tx: Tx, id: string): Promise<Node['status'] | null> {
  const [row] = await tx.select({ status: nodes.status }).from(nodes).where(eq(nodes.id, id))
  return row?.status ?? null
}

export async function setNodeStatus(tx: Tx, id: string, status: Node['status']): Promise<void> {
  await tx.update(nodes).set({ status }).where(eq(nodes.id, id))
}

/** The node, held until the transaction ends; whoever only refers to it need not wait. */
export async function lockNode(tx: Tx, id: string): Promise<Node> {
  const [row] = await tx.select().from(nodes).where(eq(nodes.id, id)).for('no key update')
  if (!row) throw new Error('the node is gone')
  return row
}

/** A programme that this node takes part in. */
export async function findProgrammeOfNode(
  tx: Tx,
  { nodeId, programmeId }: { nodeId: string; programmeId: string },
): Promise<{ id: string; tokenDays: number } | null> {
  const [row] = await tx
    .select({ id: programmes.id, tokenDays: programmes.tokenDays })
    .from(programmes)
    .innerJoin(nodeProgrammes, eq(nodeProgrammes.programmeId, programmes.id))
    .where(and(eq(nodeProgrammes.nodeId, nodeId), eq(programmes.id, programmeId)))
  return row ?? null
}

/** Every programme that this node takes part in. */
export async function findProgrammesOfNode(tx: Tx, nodeId: string): Promise<{ id: string; tokenDays: number }[]> {
  return tx
    .select({ id: programmes.id, tokenDays: programmes.tokenDays })
    .from(programmes)
    .innerJoin(nodeProgrammes, eq(nodeProgrammes.programmeId, programmes.id))
    .where(eq(nodeProgrammes.nodeId, nodeId))
    .orderBy(asc(programmes.id))
}

/** The number of the last token released to a node. */
export async function findTokenCursor(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.select({ tokenCursor: nodes.tokenCursor }).from(nodes).where(eq(nodes.id, id))
  if (!row) throw new Error('the node is gone')
  return row.tokenCursor
}

export async function noteSync(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.update(nodes).set({ lastSyncAt: at }).where(eq(nodes.id, id))
}

/** Moves on the last number of the unbroken run of this node's usage reports. */
export async function setUsageSequence(tx: Tx, id: string, usageSequence: number): Promise<void> {
  await tx.update(nodes).set({ usageSequence }).where(eq(nodes.id, id))
}
