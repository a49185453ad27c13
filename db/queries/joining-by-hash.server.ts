import { sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'

/**
 * For a question about very many people. Until PostgreSQL has counted a hospital's new people it expects a handful and
 * would compare each with each; and what it thinks expensive it would compile first, sort on disk, or give to workers,
 * whose start takes longer than their work and keeps every core from everybody else.
 */
export async function joiningByHash<Result>(tx: Tx, question: () => Promise<Result>): Promise<Result> {
  await set(tx, { enable_nestloop: 'off', jit: 'off', work_mem: '64MB', max_parallel_workers_per_gather: '0' })
  const answer = await question()
  await set(tx, { enable_nestloop: 'on' })
  return answer
}

async function set(tx: Tx, settings: Record<string, string>): Promise<void> {
  const each = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`)
  await tx.execute(sql`select ${sql.join(each, sql`, `)}`)
}
