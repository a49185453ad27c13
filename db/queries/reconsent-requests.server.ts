import { eq, inArray, sql } from 'drizzle-orm'
import type { VersionsOf } from '#app/domain/consent/asked-again.ts'
import type { Form, FormChange } from '#app/domain/consent/form.ts'
import type { Tx } from '../client.server.ts'
import { formVersions, reconsentRequests, supersededForms } from '../schema/index.ts'

/** A version with what ties it to the one before it, and nothing of its words. */
export type VersionFacts = Pick<Form, 'id' | 'programmeId' | 'version' | 'follows' | 'change'>

/** The versions of a programme, or of all, each programme's own with the one that people are asked with now. */
export async function findVersions(tx: Tx, programmeId?: string): Promise<Map<string, VersionsOf<VersionFacts>>> {
  const { id, programmeId: programme, version, follows, change, publishedAt } = formVersions
  const rows = await tx
    .select({ id, programmeId: programme, version, follows, change })
    .from(formVersions)
    .where(programmeId === undefined ? undefined : eq(programme, programmeId))
    .orderBy(publishedAt)
  const taken = await tx.select({ formId: supersededForms.formId }).from(supersededForms)
  const superseded = new Set(taken.map(({ formId }) => formId))
  return new Map(
    [...Map.groupBy(rows, (row) => row.programmeId)].map(([programmeId, versions]) => [
      programmeId,
      { programmeId, current: versions.at(-1)?.id ?? null, versions, superseded },
    ]),
  )
}

/** Whole versions, words and all, in the order in which they were published. */
export async function findForms(tx: Tx, ids: readonly string[]): Promise<Form[]> {
  return tx
    .select()
    .from(formVersions)
    .where(inArray(formVersions.id, [...ids]))
    .orderBy(formVersions.publishedAt)
}

export type ReconsentRequest = Omit<typeof reconsentRequests.$inferSelect, 'contributorId'>

/** What this person was told of newer versions. */
export async function findRequestsOf(tx: Tx, contributorId: string): Promise<ReconsentRequest[]> {
  const { contributorId: whose, ...request } = reconsentRequests
  const { formId, programmeId, change, toldAt, reminders, lastRemindedAt, seenAt } = request
  return tx
    .select({ formId, programmeId, change, toldAt, reminders, lastRemindedAt, seenAt })
    .from(reconsentRequests)
    .where(eq(whose, contributorId))
}

/** She has seen what changed; the first time counts. */
export async function markSeen(
  tx: Tx,
  key: { contributorId: string; formId: string; programmeId: string; change: FormChange },
  at: Date,
): Promise<void> {
  await tx
    .insert(reconsentRequests)
    .values({ ...key, toldAt: at, seenAt: at })
    .onConflictDoUpdate({
      target: [reconsentRequests.contributorId, reconsentRequests.formId],
      set: { seenAt: sql`coalesce(${reconsentRequests.seenAt}, excluded.seen_at)` },
    })
}
