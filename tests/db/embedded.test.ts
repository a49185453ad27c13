import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '#db/embedded.server.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

/** One cluster, made once: each test starts and stops it. */
let dataDir: string
let removeFolder: () => Promise<void>

beforeAll(async () => {
  const folder = await temporaryFolder('accord-embedded-')
  removeFolder = folder.remove
  dataDir = join(folder.path, 'data')
  await mkdir(dataDir)
})
afterAll(() => removeFolder())

const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo()
})

describe('the embedded PostgreSQL', () => {
  test('gives the portal a role that can neither pass the guards nor make databases, roles or tables', async () => {
    const database = await start()
    const app = connect(database.appUrl)
    const owner = connect(database.ownerUrl)

    expect(
      await app`select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user`,
    ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }])
    await expect(app`create table mine (id int)`).rejects.toThrow('permission denied for schema public')
    expect(await owner`select rolsuper, rolbypassrls from pg_roles where rolname = current_user`).toEqual([
      { rolsuper: false, rolbypassrls: false },
    ])
    await owner`create table theirs (id int)`
    await expect(app`select * from theirs`).rejects.toThrow('permission denied for table theirs')
  })

  test('never loses what it has acknowledged: durability settings and checksums are on', async () => {
    const app = connect((await start()).appUrl)
    const settings = await app`
      select name, setting from pg_settings
      where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses')
      order by name`
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      synchronous_commit: 'on',
    })
  })

  test('keeps rows through kill -9 and starts again by itself', async () => {
    const before = connect((await start()).ownerUrl)
    await before`create table kept (word text)`
    await before`insert into kept values ('yes')`
    process.kill(await serverPid(), 'SIGKILL')

    const said: string[] = []
    const after = connect((await start(said)).ownerUrl)
    expect(await after`select word from kept`).toEqual([{ word: 'yes' }])
    expect(said.join('\n')).toContain('killed last time')
  })

  test('keeps the same passwords, so that an address written down stays valid but for its port', async () => {
    const first = await start()
    await first.stop()
    const second = await start()
    expect(new URL(second.appUrl).password).toBe(new URL(first.appUrl).password)
  })

  test('goes down when it is stopped', async () => {
    const database = await start()
    const pid = await serverPid()
    await database.stop()
    await expect(connect(database.appUrl)`select 1`).rejects.toThrow('ECONNREFUSED')
    await expect(readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).resolves.toBe('')
  })
})

async function start(said: string[] = []): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ dataDir, log: (line) => said.push(line) })
  cleanUp.push(database.stop)
  return database
}

function connect(url: string): Sql {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  cleanUp.push(() => sql.end({ timeout: 1 }))
  return sql
}

async function serverPid(): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0])
}
