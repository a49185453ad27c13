import { asc, eq } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { enrolments, nodeProgrammes, nodes, organisations } from '../schema/index.ts'

export type HospitalOf = {
  id: string
  name: string
  country: string
  /** Its nodes that may use something: not a suspended one, nor an auditors' client, which takes part in no programme. */
  nodes: { id: string; lastSyncAt: Date | null; programmeIds: string[] }[]
}

/** The hospitals whose letters a contributor claimed, with the nodes that follow her choices. */
export async function findHospitalsOf(tx: Tx, contributorId: string): Promise<HospitalOf[]> {
  const rows = await tx
    .select({
      id: organisations.id,
      name: organisations.name,
      country: organisations.country,
      nodeId: nodes.id,
      status: nodes.status,
      lastSyncAt: nodes.lastSyncAt,
      programmeId: nodeProgrammes.programmeId,
    })
    .from(enrolments)
    .innerJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .leftJoin(nodes, eq(nodes.organisationId, organisations.id))
    .leftJoin(nodeProgrammes, eq(nodeProgrammes.nodeId, nodes.id))
    .where(eq(enrolments.contributorId, contributorId))
    .orderBy(asc(organisations.name), asc(nodes.clientId), asc(nodeProgrammes.programmeId))

  const hospitals = new Map<string, HospitalOf>()
  for (const { id, name, country, nodeId, status, lastSyncAt, programmeId } of rows) {
    const hospital = hospitals.get(id) ?? { id, name, country, nodes: [] }
    hospitals.set(id, hospital)
    if (!nodeId || !programmeId || status !== 'active') continue
    const node = hospital.nodes.find((known) => known.id === nodeId) ?? { id: nodeId, lastSyncAt, programmeIds: [] }
    if (!hospital.nodes.includes(node)) hospital.nodes.push(node)
    if (!node.programmeIds.includes(programmeId)) node.programmeIds.push(programmeId)
  }
  return [...hospitals.values()]
}
