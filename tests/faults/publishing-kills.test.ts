import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createKeyFiles } from '#app/crypto/key-files.server.ts'
import { openPortal } from '#app/portal.server.ts'
import { publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { openDatabase } from '#db/client.server.ts'
import { insertStatusList } from '#db/queries/status-lists.server.ts'
import { aPersonWithToken, invalidIn, placesGiven, shown, withdraws } from '#tests/services/support/status-lists.ts'
import { aNode, aProgramme, type TestContributor } from '#tests/support/build.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { testDatabase } from '#tests/support/test-database.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'
import { share } from './share.ts'

const KILLS = share({ small: 2, whole: 40 })
const WORKERS = 2

/** A portal with keys in files, so that workers in processes of their own sign with them too. */
async function portalOfProcesses() {
  const database = await testDatabase()
  const { path: keys, remove } = await temporaryFolder('accord-keys-')
  await createKeyFiles(keys, { demo: true })
  const environment = {
    ACCORD_URL: 'http://127.0.0.1:3999',
    ACCORD_DEMO: '1',
    ACCORD_KEYS_DIR: keys,
    DATABASE_URL: database.appUrl,
  }
  const portal = await openPortal({ ...environment, LOG_LEVEL: 'silent' })
  const owner = openDatabase(database.ownerUrl, { connections: 2 })
  const close = async () => {
    await portal.changes.close()
    await portal.db.close()
    await owner.close()
    await database.drop()
    await remove()
  }
  const setTime = () => {
    throw new Error('processes run on the real clock')
  }
  return { accord: { portal, owner, setTime, close } satisfies TestPortal, environment }
}

/** Every publication that was ever to be seen, and an uneven time in which a publisher can be killed while it writes. */
async function watch({ owner }: TestPortal): Promise<void> {
  await owner.as('public', async (tx) => {
    for (const id of ['a', 'b', 'c']) await insertStatusList(tx, id, 2 ** 15)
    await tx.execute(sql`create table publications (n bigserial primary key, list text not null, jwt text not null)`)
    await tx.execute(sql`create function note_publication() returns trigger language plpgsql security definer as $$
      begin insert into publications (list, jwt) values (new.id, new.jwt); perform pg_sleep(random() * 0.1);
        return new; end $$`)
    await tx.execute(sql`create trigger note_publication after update of jwt on status_lists
      for each row execute function note_publication()`)
  })
}

/** A worker that publishes until it is killed, and says so once it does. */
async function startWorker(environment: Record<string, string>): Promise<ChildProcess> {
  const env = { ...process.env, ...environment, LOG_LEVEL: 'silent' }
  const child = spawn(process.execPath, ['app/worker.ts'], { env, stdio: 'ignore' })
  await once(child, 'spawn')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

async function publications({ owner }: TestPortal): Promise<number> {
  const [row] = await owner.as('public', (tx) =>
    tx.execute<{ n: number }>(sql`select count(*)::int n from publications`),
  )
  return row?.n ?? 0
}

/** Each list's publications in order, as the entries that they show as revoked. */
async function seen({ owner }: TestPortal): Promise<Set<number>[][]> {
  const rows = await owner.as('public', (tx) =>
    tx.execute<{ list: string; jwt: string }>(sql`select list, jwt from publications order by n`),
  )
  return [...Map.groupBy(rows, ({ list }) => list).values()].map((list) =>
    list.map(({ jwt }) => new Set(invalidIn(jwt))),
  )
}

const TITLE = `with workers killed ${KILLS} times while people withdraw, nobody is shown alone, by mistake, or not at all`

test(TITLE, { timeout: 60_000 + KILLS * 20_000 }, async () => {
  const { accord, environment } = await portalOfProcesses()
  await watch(accord)
  await publishStatusLists(accord.portal)
  await aProgramme(accord)
  const node = await aNode(accord, ['lung'])
  const stays: TestContributor[] = []
  const leaves: TestContributor[] = []
  for (let n = 0; n < 10; n++) stays.push(await aPersonWithToken(accord, node))
  for (let n = 0; n < KILLS * 2; n++) leaves.push(await aPersonWithToken(accord, node))

  const workers = await Promise.all(Array.from({ length: WORKERS }, () => startWorker(environment)))
  try {
    for (let turn = 0; turn < KILLS; turn++) {
      const published = await publications(accord)
      for (const person of leaves.slice(turn * 2, turn * 2 + 2)) await withdraws(accord, person)
      await expect.poll(() => publications(accord), { timeout: 30_000 }).toBeGreaterThan(published)
      await pause(randomInt(300))
      const victim = turn % WORKERS
      const killed = workers[victim]
      if (killed) await kill(killed)
      workers[victim] = await startWorker(environment)
    }
  } finally {
    for (const worker of workers) await kill(worker)
  }
  await expect.poll(() => publishStatusLists(accord.portal).then(() => true), { timeout: 10_000 }).toBe(true)

  const lists = await seen(accord)
  for (const publications of lists) {
    let before = new Set<number>()
    for (const entries of publications) {
      expect(onlyIn(before, entries)).toBe(0)
      const flipped = onlyIn(entries, before)
      expect(flipped === 0 || flipped >= 8).toBe(true)
      before = entries
    }
  }
  const now = await shown(accord)
  const isShown = async ({ id }: TestContributor) => {
    const places = await placesGiven(accord, id)
    return places.map(({ list, index }) => now.get(list)?.has(index))
  }
  for (const person of leaves) expect(await isShown(person)).toEqual([true])
  for (const person of stays) expect(await isShown(person)).toEqual([false])
  await accord.close()
})

function onlyIn(one: Set<number>, other: Set<number>): number {
  return [...one].filter((index) => !other.has(index)).length
}
