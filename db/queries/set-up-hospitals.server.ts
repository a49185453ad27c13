import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { accessTokens, nodeProgrammes, nodes, organisations } from '../schema/index.ts'
import type { Node } from './nodes.server.ts'
import type { Organisation } from './organisations.server.ts'

export async function findOrganisations(tx: Tx): Promise<Organisation[]> {
  return tx.select().from(organisations)
}

/** Every node with its hospital's short name and the programmes that it takes part in. */
export async function findNodesSetUp(tx: Tx) {
  return tx
    .select({
      id: nodes.id,
      clientId: nodes.clientId,
      hospital: organisations.slug,
      status: nodes.status,
      scopes: nodes.scopes,
      jwks: nodes.jwks,
      programmes: sql<string[]>`coalesce((select array_agg(${nodeProgrammes.programmeId})
        from ${nodeProgrammes} where ${nodeProgrammes.nodeId} = ${nodes.id}), '{}')`,
    })
    .from(nodes)
    .innerJoin(organisations, eq(organisations.id, nodes.organisationId))
}

export async function insertOrganisation(tx: Tx, organisation: Organisation): Promise<void> {
  await tx.insert(organisations).values(organisation)
}

export async function renameOrganisation(tx: Tx, id: string, name: string): Promise<void> {
  await tx.update(organisations).set({ name }).where(eq(organisations.id, id))
}

export async function insertNode(
  tx: Tx,
  node: Pick<Node, 'id' | 'clientId' | 'organisationId' | 'jwks' | 'scopes'>,
): Promise<void> {
  await tx.insert(nodes).values({ ...node, status: 'active' })
}

export async function updateNode(tx: Tx, id: string, facts: Pick<Node, 'jwks' | 'scopes'>): Promise<void> {
  await tx.update(nodes).set(facts).where(eq(nodes.id, id))
}

export async function joinProgrammes(tx: Tx, nodeId: string, programmeIds: readonly string[]): Promise<void> {
  if (programmeIds.length === 0) return
  const rows = programmeIds.map((programmeId) => ({ nodeId, programmeId }))
  await tx.insert(nodeProgrammes).values(rows).onConflictDoNothing()
}

/** What was given for keys that are known no more opens nothing. */
export async function endAccess(tx: Tx, nodeId: string): Promise<void> {
  await tx.delete(accessTokens).where(eq(accessTokens.nodeId, nodeId))
}
