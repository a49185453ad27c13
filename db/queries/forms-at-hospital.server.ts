import { desc, eq, notExists } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { formVersions, nodeProgrammes, nodes, supersededForms } from '../schema/index.ts'
import type { FormVersion } from './form-versions.server.ts'

/** The form versions of every programme in which a hospital takes part, newest first; none whose answers no longer count. */
export async function findFormsAtHospital(tx: Tx, organisationId: string): Promise<FormVersion[]> {
  const takesPart = tx
    .select({ programmeId: nodeProgrammes.programmeId })
    .from(nodeProgrammes)
    .innerJoin(nodes, eq(nodes.id, nodeProgrammes.nodeId))
    .where(eq(nodes.organisationId, organisationId))
    .groupBy(nodeProgrammes.programmeId)
    .as('takes_part')
  const noLongerCounts = tx.select().from(supersededForms).where(eq(supersededForms.formId, formVersions.id))
  const rows = await tx
    .select({ form: formVersions })
    .from(formVersions)
    .innerJoin(takesPart, eq(takesPart.programmeId, formVersions.programmeId))
    .where(notExists(noLongerCounts))
    .orderBy(formVersions.programmeId, desc(formVersions.publishedAt))
  return rows.map(({ form }) => form)
}
