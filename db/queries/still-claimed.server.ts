import { asc } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { enrolments } from '../schema/index.ts'
import { among } from './among.ts'

/** Those of these enrolments that are still claimed by whom they were read as claimed, in id order. */
export async function stillClaimed<Read extends { id: string; contributorId: string }>(
  tx: Tx,
  read: readonly Read[],
): Promise<Read[]> {
  const ids = read.map(({ id }) => id)
  const rows = await tx
    .select({ id: enrolments.id, contributorId: enrolments.contributorId })
    .from(enrolments)
    .where(among(enrolments.id, ids))
    .orderBy(asc(enrolments.id))
  const byId = new Map(read.map((one) => [one.id, one]))
  return rows.flatMap(({ id, contributorId }) => {
    const one = byId.get(id)
    return one && one.contributorId === contributorId ? [one] : []
  })
}
