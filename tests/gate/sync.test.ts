import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { madeKey } from '#gate/selftest/forge.ts'
import { checked, testNode } from './support/test-node.ts'

const ANA = 'ana-7f3kq9x2m4w8'
const BOR = 'bor-2k8s6d1f0g5h'
const CENE = 'cene-9p3o7i2u1y6t'

test('a hospital fetches every permitted token, page by page, and names nobody', async () => {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 }, { subject: BOR, idx: 2 }, { subject: CENE, idx: 3 })

  const { exitCode, json } = await node.run('sync')
  expect(exitCode).toBe(0)
  expect(json).toMatchObject({ keys: 3, status_lists: 1, consent_tokens: [{ programme: 'lung', held: 3, new: 3 }] })
  expect(node.portal.asked.filter((route) => route.includes('/api/'))).toEqual(Array(2).fill('GET /api/v1/bundle'))
})

test('a second sync asks only for what is new', async () => {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  await node.run('sync')
  node.portal.permit({ subject: BOR, idx: 2 })

  expect((await node.run('sync')).json).toMatchObject({ consent_tokens: [{ held: 2, new: 1 }] })
})

test("a newer token takes the older one's place, also where it permits less", async () => {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  await node.run('sync')
  node.portal.permit({ subject: ANA, idx: 2, provisions: [] })
  await node.run('sync')

  expect(await checked(node, [ANA], '--explain')).toMatchObject({
    exitCode: 4,
    json: { reasons: { 'outside-scope': 1 } },
  })
})

test('tokens that have ended are not kept', async () => {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  await node.run('sync')
  node.wait(31 * 86_400)
  node.portal.permit({ subject: BOR, idx: 2 })

  expect((await node.run('sync')).json).toMatchObject({ consent_tokens: [{ held: 1, new: 1 }] })
})

test('the key and all that is known are readable by their owner alone', async () => {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  await node.run('sync')

  const files = await readdir(node.home, { recursive: true, withFileTypes: true })
  const modes = files
    .filter((file) => file.isFile())
    .map(async ({ parentPath, name }) => ((await stat(join(parentPath, name))).mode & 0o777).toString(8))
  expect(new Set(await Promise.all(modes))).toEqual(new Set(['600']))
})

test('a list older than the one already held is refused, and the newer one stays', async () => {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  node.portal.revoke(7)
  await node.run('sync')
  const before = await readFile(join(node.home, 'state/trust.json'), 'utf8')

  node.portal.revoke(8)
  node.portal.levers.listLag = 100
  expect(await node.run('sync')).toMatchObject({ exitCode: 5, json: { refused: 'status-list-older' } })
  expect(await readFile(join(node.home, 'state/trust.json'), 'utf8')).toBe(before)
})

test('a key set that gives a known name to another key is refused', async () => {
  const node = await testNode()
  await node.run('sync')
  const [first, ...others] = node.portal.levers.keys
  node.portal.levers.keys = [{ ...madeKey('consent+jwt').publicJwk, kid: first?.kid }, ...others]

  expect(await node.run('sync')).toMatchObject({ exitCode: 5, json: { refused: 'key-set-older' } })
})

test('a key set that calls a revoked key good again is refused', async () => {
  const node = await testNode()
  node.portal.levers.revokedKids = [String(node.portal.levers.keys[0]?.kid)]
  await node.run('sync')
  node.portal.levers.revokedKids = []

  expect(await node.run('sync')).toMatchObject({ exitCode: 5, json: { refused: 'key-set-older' } })
})

test('a key stays revoked after the portal has stopped to mention it', async () => {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  const [consentKey, ...others] = node.portal.levers.keys
  node.portal.levers.revokedKids = [String(consentKey?.kid)]
  await node.run('sync')
  node.portal.levers.keys = others
  node.portal.levers.revokedKids = []
  await node.run('sync')
  node.portal.levers.keys = [consentKey ?? {}, ...others]

  expect(await node.run('sync')).toMatchObject({ exitCode: 5, json: { refused: 'key-set-older' } })
})

test('a portal that calls itself by another name is refused', async () => {
  const node = await testNode()
  node.portal.levers.issuer = 'https://accord.example'

  expect(await node.run('sync')).toMatchObject({ exitCode: 5, json: { refused: 'issuer-wrong' } })
})

test('a list that is not signed by the portal is refused', async () => {
  const node = await testNode()
  node.portal.levers.listKey = { ...madeKey('statuslist+jwt'), kid: node.portal.levers.listKey.kid }

  expect(await node.run('sync')).toMatchObject({
    exitCode: 5,
    json: { refused: 'status-list-invalid', reason: 'signature-invalid' },
  })
})

test('a redirect to somewhere else is not followed', async () => {
  const node = await testNode()
  node.portal.levers.bundleAnswer = (response) =>
    response.writeHead(302, { Location: 'http://169.254.169.254/latest/meta-data' }).end()

  expect(await node.run('sync')).toMatchObject({ exitCode: 5, json: { refused: 'portal-unreachable' } })
})

test('nothing is sent to another place', async () => {
  const node = await testNode()
  const elsewhere = await testNode()
  const asked = [...elsewhere.portal.asked]
  node.portal.levers.origin = elsewhere.portal.url

  expect(await node.run('sync')).toMatchObject({
    exitCode: 5,
    json: { refused: 'portal-answer-invalid', foreign_origin: elsewhere.portal.url },
  })
  expect(elsewhere.portal.asked).toEqual(asked)
})

test('an endless answer is cut off', async () => {
  const node = await testNode()
  node.portal.levers.bundleAnswer = (response) => {
    const more = () => {
      while (response.write(Buffer.alloc(2 ** 20, 'a')));
    }
    response.writeHead(200).on('drain', more)
    more()
  }

  expect(await node.run('sync')).toMatchObject({ exitCode: 5, json: { refused: 'portal-answer-invalid' } })
})

test('a portal that does not answer changes nothing that is known', async () => {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  await node.run('sync')
  node.portal.levers.down = true

  expect(await node.run('sync')).toMatchObject({ exitCode: 5, json: { refused: 'portal-unreachable' } })
  expect(await checked(node, [ANA], '--offline')).toMatchObject({ exitCode: 0 })
})

test('two syncs at a time take turns and lose nothing', async () => {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 }, { subject: BOR, idx: 2 }, { subject: CENE, idx: 3 })

  const both = await Promise.all([node.run('sync'), node.run('sync')])
  expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0])
  expect(both.map(({ json }) => json.consent_tokens)).toEqual(
    expect.arrayContaining([
      [expect.objectContaining({ held: 3, new: 3 })],
      [expect.objectContaining({ held: 3, new: 0 })],
    ]),
  )
})

test.each([
  ['', ['lock']],
  [', nor does one that was killed while it took that over', ['lock', 'lock.0', 'lock.0.1']],
])('the lock of a sync that was killed does not stop the next%s', async (_, locks) => {
  const node = await testNode()
  await node.run('sync')
  for (const [index, lock] of locks.entries()) {
    const gone = { id: String(index), pid: 2 ** 22 + 1, host: hostname() }
    await writeFile(join(node.home, 'state', lock), JSON.stringify(gone))
  }

  expect((await node.run('sync')).exitCode).toBe(0)
  expect((await readdir(join(node.home, 'state'))).toSorted()).toEqual(['consent-tokens', 'trust.json'])
})

test('what a sync left unfinished when it was killed is gone after the next', async () => {
  const node = await testNode()
  const id = '5b0e4d4e-6f0e-4a53-9d1a-0a4f3c1f2b11'
  await node.run('sync')
  await writeFile(join(node.home, `state/.trust.json.${id}.unfinished`), '{')
  await writeFile(join(node.home, `state/consent-tokens/.consent-lung.ndjson.${id}.unfinished`), '{')
  await writeFile(join(node.home, `state/.lock.${id}.unfinished`), '{')

  expect((await node.run('sync')).exitCode).toBe(0)
  expect((await readdir(join(node.home, 'state'))).toSorted()).toEqual(['consent-tokens', 'trust.json'])
  expect(await readdir(join(node.home, 'state/consent-tokens'))).toEqual(['consent-lung.ndjson'])
})
