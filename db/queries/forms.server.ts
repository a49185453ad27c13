import { desc, eq } from 'drizzle-orm'
import type { Form } from '#app/domain/consent/form.ts'
import type { FormFacts } from '#app/domain/token/justified-claim.ts'
import type { Tx } from '../client.server.ts'
import { formVersions, supersededForms } from '../schema/index.ts'

/** The version that people are asked with now, or null where a programme has published none. */
export async function findCurrentForm(tx: Tx, programmeId: string): Promise<Form | null> {
  const [row] = await tx
    .select()
    .from(formVersions)
    .where(eq(formVersions.programmeId, programmeId))
    .orderBy(desc(formVersions.publishedAt))
    .limit(1)
  return row ?? null
}

export async function findForm(tx: Tx, id: string): Promise<Form | null> {
  const [row] = await tx.select().from(formVersions).where(eq(formVersions.id, id))
  return row ?? null
}

/** The answers that were given on this version no longer count. */
export async function supersede(tx: Tx, formId: string, at: Date): Promise<void> {
  await tx.insert(supersededForms).values({ formId, at })
}

export async function findFormFacts(tx: Tx): Promise<FormFacts> {
  const versions = await tx.select({ id: formVersions.id, version: formVersions.version }).from(formVersions)
  const superseded = await tx.select({ formId: supersededForms.formId }).from(supersededForms)
  return {
    versions: new Map(versions.map(({ id, version }) => [id, version])),
    superseded: new Set(superseded.map(({ formId }) => formId)),
  }
}
