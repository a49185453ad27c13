import { and, desc, eq, exists } from 'drizzle-orm'
import type { UseOfMine } from '#app/domain/usage/grouping.ts'
import type { Tx } from '../client.server.ts'
import { dataUses, nodes, organisations, usageReports, usageSubjects } from '../schema/index.ts'

/** Every report that names this contributor's data, newest first; denied and disputed ones too. */
export async function findUsesOf(
  tx: Tx,
  contributorId: string,
  { limit = 5000 }: { limit?: number } = {},
): Promise<UseOfMine[]> {
  const named = tx
    .select({ reportId: usageSubjects.reportId })
    .from(usageSubjects)
    .where(and(eq(usageSubjects.reportId, usageReports.id), eq(usageSubjects.contributorId, contributorId)))
  const rows = await tx
    .select({
      at: usageReports.at,
      dataUseId: usageReports.dataUseId,
      operation: usageReports.operation,
      toolName: usageReports.toolName,
      toolVersion: usageReports.toolVersion,
      outcome: usageReports.outcome,
      booking: usageReports.booking,
      hospital: organisations.name,
      organisation: dataUses.organisation,
      purpose: dataUses.purpose,
      words: dataUses.words,
    })
    .from(usageReports)
    .innerJoin(nodes, eq(nodes.id, usageReports.nodeId))
    .innerJoin(organisations, eq(organisations.id, nodes.organisationId))
    .leftJoin(dataUses, eq(dataUses.id, usageReports.dataUseId))
    .where(exists(named))
    .orderBy(desc(usageReports.at), desc(usageReports.sequence))
    .limit(limit)
  return rows.map(({ toolName, toolVersion, organisation, purpose, words, ...row }) => ({
    ...row,
    tool: { name: toolName, version: toolVersion },
    project: organisation && purpose && words ? { organisation, purpose, words } : null,
  }))
}
