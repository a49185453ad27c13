import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { closeAccount } from '#app/services/close-account.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import type { Tx } from '#db/client.server.ts'
import { aPersonWithToken } from '#tests/services/support/status-lists.ts'
import { aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type PortalOfProcesses, portalOfProcesses } from '#tests/support/portal-of-processes.ts'
import { share } from './share.ts'

let accord: PortalOfProcesses
let node: TestNode
let person: TestContributor

beforeAll(async () => {
  accord = await portalOfProcesses()
  await openStatusLists(accord.portal)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
})
afterAll(() => accord.close())
beforeEach(async () => {
  person = await aPersonWithToken(accord, node)
})

/** Each write on the way, the two that matter most first: every one in the faults, those two in every run. */
const STEPS = [
  ['consent_tokens', 'update'],
  ['contributors', 'update of wrapped_key'],
  ['consent_events', 'insert'],
  ['removal_tasks', 'insert'],
  ['enrolments', 'update'],
] as const

test.each(STEPS.slice(0, share({ small: 2, whole: STEPS.length })))(
  'a process killed while it closes an account, at %s, %s, has done nothing of it',
  async (table, step) => {
    const before = await rowsAbout(person)
    expect(Object.keys(before)).toContain('consent_tokens')
    await killedAt(table, step)
    expect(await rowsAbout(person)).toEqual(before)

    await closeAccount(accord.portal, { contributorId: person.id, snapshot: SNAPSHOT })
    expect(Object.keys(await rowsAbout({ ...person, enrolmentId: person.id }))).toEqual([
      'audit',
      'consent_events',
      'contributors',
    ])
  },
)

const GATE = 4711

/** Kills a process that is held at this step, and lets its connection find out. */
async function killedAt(table: string, step: string): Promise<void> {
  const { owner, environment } = accord
  const run = (query: string) => owner.as('public', (tx) => tx.execute(sql.raw(query)))
  await run(`create function stand_still() returns trigger language plpgsql as
    $$ begin perform pg_advisory_lock(${GATE}); return coalesce(new, old); end $$`)
  await run(`create trigger aaa_stand_still before ${step} on ${table} for each row execute function stand_still()`)
  await owner.as('public', async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${GATE})`)
    const env = { ...process.env, ...environment }
    const child = spawn(process.execPath, ['tests/faults/close-one.ts', person.id], { env, stdio: 'inherit' })
    await expect.poll(() => standing(tx), { timeout: 20_000 }).toBe(1)
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  })
  const free = sql`select pg_try_advisory_xact_lock(${GATE}) as free`
  await expect
    .poll(() => owner.as('public', async (tx) => (await tx.execute(free))[0]?.free), { timeout: 10_000 })
    .toBe(true)
  await run('drop function stand_still() cascade')
}

async function standing(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from pg_locks where locktype = 'advisory' and objid = ${GATE} and not granted`,
  )
  return row?.n ?? 0
}

/** The rows of every table that name this person or her enrolment. */
async function rowsAbout({ id, enrolmentId }: TestContributor): Promise<Record<string, unknown[]>> {
  return accord.owner.as('public', async (tx) => {
    const tables = await tx.execute<{ name: string }>(
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    )
    const found: Record<string, unknown[]> = {}
    for (const { name } of tables.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const rows = await tx.execute<{ row: string }>(
        sql`select row::text as row from ${sql.identifier(name)} as row
          where row::text like ${`%${id}%`} or row::text like ${`%${enrolmentId}%`} order by 1`,
      )
      if (rows.length > 0) found[name] = [...rows]
    }
    return found
  })
}
