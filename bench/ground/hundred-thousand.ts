import postgres from 'postgres'
import { manyPeople } from '#tests/api/many-people.ts'
import { aNode, aProgramme, REQUEST } from '#tests/support/build.ts'
import type { Ground, World } from './ground.ts'
import { nodeClient } from './node-client.ts'

export const SUBJECTS = 100_000

export type Cohort = { world: World; organisationId: string; subjects: string[]; ask(): Promise<number> }

/** A hospital that asks a served portal about 100,000 people, all of whom said yes; `ask` takes how many milliseconds. */
export async function hundredThousandPeople(ground: Ground): Promise<Cohort> {
  const world = await ground.world()
  await aProgramme(world)
  const node = await aNode(world, ['lung'])
  const { url } = await world.serve()
  const client = await nodeClient(url, node)
  const subjects = await manyPeople(world, node, SUBJECTS)
  await countRows(world)
  const asked = { legal_basis: 'consent', programme: 'lung', ...REQUEST, subjects }
  const ask = async () => {
    const begun = performance.now()
    const { permitted } = await client.post<{ permitted: string[] }>('/api/v1/decisions', asked)
    const ms = performance.now() - begun
    if (permitted.length !== SUBJECTS) throw new Error(`${permitted.length} were permitted`)
    return ms
  }
  return { world, organisationId: node.organisationId, subjects, ask }
}

/** As autovacuum would have within a minute: without it a plan depends on when it is made. */
async function countRows({ urls }: World): Promise<void> {
  const sql = postgres(urls.owner, { max: 1 })
  await sql`analyze enrolments, consents`
  await sql.end()
}
