import { chmod, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { desc, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KEY_PURPOSES } from '#app/crypto/keyring.server.ts'
import { keyState } from '#app/domain/key/key-state.ts'
import { findKeys } from '#db/queries/keys.server.ts'
import { audit } from '#db/schema/index.ts'
import { aNode, aProgramme } from '#tests/support/build.ts'
import { type PortalOfProcesses, portalOfProcesses } from '#tests/support/portal-of-processes.ts'
import { findMissing } from '../../bin/operate/find-missing.ts'

let accord: PortalOfProcesses

beforeAll(async () => {
  accord = await portalOfProcesses()
})
afterAll(() => accord.close())

const keys = (...args: string[]) => accord.command('bin/keys.ts', ...args)
const operate = (...args: string[]) => accord.command('bin/operate.ts', ...args)

async function known(purpose: string) {
  const now = accord.portal.clock.now()
  const all = await accord.owner.as('public', findKeys)
  return all.filter((key) => key.purpose === purpose).map((key) => ({ kid: key.kid, state: keyState(key, now) }))
}

async function lastNote() {
  const [row] = await accord.owner.as('public', (tx) => tx.select().from(audit).orderBy(desc(audit.id)).limit(1))
  return row
}

describe('npm run keys', () => {
  test('keeps what is there, in files that nobody else reads', async () => {
    const { keysDirectory } = accord.portal.settings
    const before = await readdir(keysDirectory)
    expect(await keys()).toMatchObject({ exitCode: 0 })
    expect(await readdir(keysDirectory)).toEqual(before)
    const files = before.filter((name) => name.endsWith('.jwk.json'))
    expect(files).toHaveLength(KEY_PURPOSES.length)
    for (const name of files) expect((await stat(join(keysDirectory, name))).mode & 0o077).toBe(0)
  })

  test('rotates one purpose, and lists where its keys stand', async () => {
    const [first] = await known('receipt+jwt')
    const { exitCode, output } = await keys('rotate', '--purpose', 'receipt+jwt')
    expect(exitCode).toBe(0)
    expect(await known('receipt+jwt')).toEqual([first, { kid: output.trim(), state: 'planned' }])
    expect(await known('decision+jwt')).toHaveLength(1)

    const listed = (await keys('list')).output.trim().split('\n')
    expect(listed).toHaveLength(KEY_PURPOSES.length + 1)
    expect(listed.at(-1)).toMatch(new RegExp(`^planned +\\S+Z +receipt\\+jwt +${output.trim()}$`))
  })

  test('takes a key back, says who did it and why, and takes none back twice', async () => {
    const [key] = await known('secevent+jwt')
    const revoke = () => keys('revoke', key?.kid ?? '', '--reason', 'a laptop was stolen')
    const { exitCode, output } = await revoke()
    expect({ exitCode, ...JSON.parse(output) }).toMatchObject({ exitCode: 0, kid: key?.kid, tokensRevoked: 0 })
    expect((await known('secevent+jwt')).map(({ state }) => state)).toEqual(['revoked', 'active'])
    expect(await lastNote()).toMatchObject({
      actorId: expect.stringMatching(/^operator ./),
      action: 'key-revoked',
      detail: { kid: key?.kid, reason: 'a laptop was stolen' },
    })
    expect(await revoke()).toMatchObject({ exitCode: 1, output: '{"refused":"key-already-revoked"}\n' })
  })

  test('refuses a purpose that nothing is signed for', async () => {
    expect((await keys('rotate', '--purpose', 'nothing')).exitCode).toBe(2)
  })

  test('refuses to take back nothing in particular, and takes a name that begins like an option for a name', async () => {
    expect((await keys('revoke')).exitCode).toBe(2)
    expect(await keys('revoke', '-nobody')).toMatchObject({ exitCode: 1, output: '{"refused":"key-not-found"}\n' })
  })
})

describe('npm run operate', () => {
  test('suspends a node, says why in the audit, and does it once', async () => {
    await aProgramme(accord)
    const { clientId } = await aNode(accord, ['lung'])
    const { exitCode, output } = await operate('suspend-node', clientId, '--reason', 'an audit')
    expect({ exitCode, output: JSON.parse(output) }).toEqual({
      exitCode: 0,
      output: { client_id: clientId, status: 'suspended', tokensRevoked: 0 },
    })
    expect(await lastNote()).toMatchObject({ action: 'node-suspended', detail: { reason: 'an audit' } })
    expect(await operate('suspend-node', clientId)).toMatchObject({
      exitCode: 1,
      output: '{"refused":"node-status-unchanged"}\n',
    })
  })

  test('refuses a private key loudly, stores nothing of it and does not repeat it', async () => {
    const file = join(accord.portal.settings.keysDirectory, 'hospital.json')
    const jwks = { keys: [{ kty: 'EC', crv: 'P-384', x: 'x', y: 'y', kid: 'one', d: 'the-secret-of-the-hospital' }] }
    const node = { client_id: 'node-new', programmes: ['lung'], jwks }
    await writeFile(file, JSON.stringify({ hospital: 'new', name: 'Demo new', country: 'SI', nodes: [node] }))
    const { exitCode, output, complaint } = await operate('set-hospital', file)
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: '{"refused":"key-is-private"}\n' })
    expect(complaint).toContain('THIS IS A PRIVATE KEY')
    expect(complaint).not.toContain('the-secret')
  })

  test('says what is missing before people can be served: in settings, keys, database, and what was set up', async () => {
    const { environment, portal } = accord
    const missing = async (changes: Record<string, string | undefined> = {}) =>
      (await findMissing({ ...environment, ...changes })).map(({ code, of }) => (of ? `${code} ${of}` : code))
    const all = await missing()
    expect(all).toEqual(expect.arrayContaining(['settings-of-a-demo', 'keys-are-of-a-demo', 'worker-not-running']))
    expect(all.filter((one) => one.startsWith('migrations-pending'))).toEqual([])

    expect(await missing({ ACCORD_URL: undefined })).toEqual(['setting-wrong ACCORD_URL is not set'])
    expect(await missing({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })).toContain('database-not-reachable')
    expect(await missing({ ACCORD_KEYS_DIR: join(portal.settings.keysDirectory, 'empty') })).toEqual([
      'keys-missing pepper, master',
    ])
    const master = portal.secrets.master.toString('base64url')
    expect(await missing({ MASTER: `=${master}` })).toContain('secret-in-environment MASTER')
    await chmod(join(portal.settings.keysDirectory, 'pepper'), 0o640)
    expect(await missing()).toContain('keys-open-to-others pepper')
    await accord.owner.as('public', async (tx) => {
      await tx.execute(
        sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`,
      )
    })
    expect(await missing()).toContain('migrations-pending 1')
  })

  test('refuses what it was never taught', async () => {
    expect((await operate('toString', 'node')).exitCode).toBe(2)
    expect((await operate('suspend-node', 'node', '--quietly')).exitCode).toBe(2)
  })
})
