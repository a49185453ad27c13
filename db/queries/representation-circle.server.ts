import { sql } from 'drizzle-orm'
import type { Day } from '#app/domain/day.ts'
import type { Tx } from '../client.server.ts'

/** Acceptances come one after another, so that two at the same time close no circle together. */
export async function holdAcceptances(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('representations', 0))`)
}

/** Everybody for whom this person acts on this day or later, directly or through others who act for others. */
export async function findActedForBy(tx: Tx, contributorId: string, today: Day): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    with recursive acted_for (id) as (
      select contributor_id from representations
      where representative_id = ${contributorId} and ended_at is null and last_day >= ${today}
      union
      select next.contributor_id from representations next join acted_for on next.representative_id = acted_for.id
      where next.ended_at is null and next.last_day >= ${today}
    ) select id from acted_for`)
  return rows.map(({ id }) => id)
}
