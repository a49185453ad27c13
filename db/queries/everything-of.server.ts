import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { type HandedOut, TABLES_HANDED_OUT } from './tables-handed-out.server.ts'

export type HandedOutRow = Record<string, unknown>

/** Everything that the tables hold about one contributor, table by table, as it is handed to her. */
export async function findEverythingOf(tx: Tx, contributorId: string): Promise<Record<string, HandedOutRow[]>> {
  const everything: Record<string, HandedOutRow[]> = {}
  for (const [name, handedOut] of Object.entries(TABLES_HANDED_OUT)) {
    everything[name] = await findHers(tx, contributorId, { table: name, ...handedOut })
  }
  return everything
}

async function findHers(
  tx: Tx,
  contributorId: string,
  { table, hers = ofContributor, without, beside = {} }: HandedOut & { table: string },
): Promise<HandedOutRow[]> {
  const left = sql.param(`{${Object.keys(without).join(',')}}`)
  const besides = Object.entries(beside).map(([name, value]) => sql`jsonb_build_object(${name}::text, ${value})`)
  const whole = sql.join([sql`to_jsonb(hers) - ${left}::text[]`, ...besides], sql` || `)
  const rows = await tx.execute<{ handed_out: HandedOutRow }>(
    sql`select ${whole} as handed_out from ${sql.identifier(table)} as hers
      where ${hers(sql`${contributorId}::uuid`)}`,
  )
  return rows.map((row) => row.handed_out)
}

const ofContributor = (id: SQL) => sql`hers.contributor_id = ${id}`

/** What was noted of what she did herself: when and what. */
export async function findNotedOf(tx: Tx, contributorId: string): Promise<HandedOutRow[]> {
  const rows = await tx.execute<{ noted: HandedOutRow }>(
    sql`select jsonb_build_object('at', at, 'action', action, 'detail', detail) as noted from audit
      where actor_kind = 'contributor' and actor_id = ${contributorId} order by id`,
  )
  return rows.map((row) => row.noted)
}
