import type { Database, Scope, Tx } from '#db/client.server.ts'
import type { TestPortal } from './test-portal.ts'

type Statement = { sql: string; params: unknown[] }

/** One statement as the database was asked, on whose behalf, and after which settings of the same transaction. */
export type Asked = Statement & { scope: Scope; settings: Statement[] }

type Logging = { session: { logger: { logQuery(sql: string, params: unknown[]): void } } }
type Raw = { session: { client: { unsafe(sql: string, params: unknown[]): Promise<Record<string, unknown>[]> } } }

/** The same portal, which tells everything that its database is asked. */
export function watched({ portal }: TestPortal): { portal: TestPortal['portal']; asked: Asked[] } {
  const asked: Asked[] = []
  const listen = (to: object, scope: Scope) => {
    const { session } = to as unknown as Logging
    const settings: Statement[] = []
    session.logger = {
      logQuery: (sql, params) => {
        asked.push({ sql, params, scope, settings: [...settings] })
        if (sql.includes('set_config')) settings.push({ sql, params })
      },
    }
  }
  const db: Database = {
    ...portal.db,
    as: (scope, work, reading) =>
      portal.db.as(
        scope,
        (tx) => {
          listen(tx, scope)
          return work(tx)
        },
        reading,
      ),
    alone: (statement) =>
      portal.db.alone((root) => {
        listen(root, 'public')
        return statement(root)
      }),
  }
  return { portal: { ...portal, db }, asked }
}

/** How the database answers a statement, on behalf of the same: the parts of its plan that it went through. */
export async function planOf({ portal }: TestPortal, { sql, params, scope, settings }: Asked): Promise<PlanNode[]> {
  const explain = async (tx: Tx) => {
    const { client } = (tx as unknown as Raw).session
    for (const setting of settings) await client.unsafe(setting.sql, setting.params)
    return client.unsafe(`explain (analyze, format json) ${sql}`, params)
  }
  const [row] = await portal.db.as(scope, explain)
  const [plan] = (row?.['QUERY PLAN'] ?? []) as { Plan: PlanNode }[]
  if (!plan) throw new Error('there is no plan')
  return nodesOf(plan.Plan).filter((node) => node['Actual Loops'] > 0)
}

export type PlanNode = {
  'Node Type': string
  'Actual Loops': number
  'Actual Rows': number
  'Relation Name'?: string
  Plans?: PlanNode[]
}

function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
