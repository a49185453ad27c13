import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readAloud, thumbprintOf } from '#gate/anchors.ts'
import { openHome } from '#gate/home/gate-home.ts'
import { main } from '#gate/main.ts'
import { encoded, madeKey } from '#gate/selftest/forge.ts'
import { sync } from '#gate/sync.ts'
import { signedBundle } from './support/stand-in-bundle.ts'
import { checked, type TestNode, testNode } from './support/test-node.ts'

const ANA = 'ana-7f3kq9x2m4w8'
const BOR = 'bor-2k8s6d1f0g5h'

/** The bundle that the portal would give now, as text. */
async function bundleNow({ portal }: TestNode, since?: string): Promise<string> {
  const query = since === undefined ? '' : `?since=${since}`
  const headers = { Authorization: 'Bearer system/Consent.rs' }
  return (await fetch(`${portal.url}/api/v1/bundle${query}`, { headers })).text()
}

/** From now on the portal (or whoever stands in between) answers with this. */
function answersWith({ portal }: TestNode, jws: string): void {
  portal.levers.bundleAnswer = (response) => response.writeHead(200).end(jws)
}

function claimsOf(jws: string): Record<string, unknown> & { jti: string; iat: number } {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString())
}

async function trustOf({ home }: TestNode) {
  return JSON.parse(await readFile(join(home, 'state/trust.json'), 'utf8'))
}

async function synced(): Promise<TestNode> {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  await node.run('sync')
  node.wait(10)
  return node
}

const refused = (code: string, more: object = {}) => ({ exitCode: 5, json: { refused: code, ...more } })
const invalid = (reason: string) => refused('bundle-invalid', { reason })

describe('who may sign', () => {
  test('is pinned at the beginning, and said so that two people can compare it', async () => {
    const node = await testNode()
    const anchor = await thumbprintOf(node.portal.levers.bundleKey.publicJwk)
    const said: string[] = []
    const home = join(node.folder, 'another')
    const args = ['init', '--home', home, '--portal', node.portal.url, '--client-id', 'node-1']
    expect(await main(args, { ...node.world, complain: (line) => said.push(line) })).toBe(0)
    expect(JSON.parse(await readFile(join(home, 'config.json'), 'utf8')).anchors).toEqual([anchor])
    expect(said.join('')).toContain(anchor)
    expect(said.join('')).toContain(readAloud(anchor))
    expect(readAloud(anchor)).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
  })

  test('can be named instead, in either spelling, and then nobody is asked', async () => {
    const node = await testNode()
    const anchor = await thumbprintOf(node.portal.levers.bundleKey.publicJwk)
    const asked = node.portal.asked.length
    for (const [index, spelling] of [
      anchor,
      readAloud(anchor),
      readAloud(anchor).toUpperCase().replaceAll(' ', ':'),
    ].entries()) {
      const home = join(node.folder, `named-${index}`)
      const args = ['init', '--home', home, '--portal', node.portal.url, '--client-id', 'node-1', '--anchor', spelling]
      expect(await main(args, node.world)).toBe(0)
      expect(JSON.parse(await readFile(join(home, 'config.json'), 'utf8')).anchors).toEqual([anchor])
    }
    expect(node.portal.asked).toHaveLength(asked)
    for (const wrong of ['x', anchor.slice(1), `${anchor}A`, `${anchor}=`, readAloud(anchor).slice(2)]) {
      expect((await node.run('sync', '--anchor', wrong)).exitCode).toBe(2)
    }
  })

  test('can be named by a thumbprint that looks like an option', async () => {
    const node = await testNode()
    const anchor = Buffer.alloc(32, 0xf8).toString('base64url')
    expect(anchor).toMatch(/^-/)
    const home = join(node.folder, 'hyphen')
    const args = ['init', '--home', home, '--portal', node.portal.url, '--client-id', 'node-1', '--anchor', anchor]
    expect(await main(args, node.world)).toBe(0)
    expect(JSON.parse(await readFile(join(home, 'config.json'), 'utf8')).anchors).toEqual([anchor])
  })

  test('is not whoever has a key of that purpose', async () => {
    const node = await synced()
    const stranger = madeKey('bundle+jwt')
    node.portal.levers.keys.push(stranger.publicJwk)
    node.portal.levers.bundleKey = stranger
    expect(await node.run('sync')).toMatchObject(refused('anchor-unknown'))
    expect(await checked(node, [ANA], '--offline')).toMatchObject({ exitCode: 0 })
  })

  test('is not whoever uses the name of the pinned key', async () => {
    const node = await synced()
    const { kid, publicJwk } = node.portal.levers.bundleKey
    const stranger = madeKey('bundle+jwt', kid)
    node.portal.levers.bundleKey = stranger
    expect(await node.run('sync')).toMatchObject(invalid('signature-invalid'))
    node.portal.levers.keys = node.portal.levers.keys.map((key) => (key === publicJwk ? stranger.publicJwk : key))
    expect(await node.run('sync')).toMatchObject(refused('anchor-unknown'))
  })

  test('is not a key of another purpose', async () => {
    const node = await synced()
    node.portal.levers.bundleKey = node.portal.levers.listKey
    expect(await node.run('sync')).toMatchObject(refused('anchor-unknown'))
    const anchor = await thumbprintOf(node.portal.levers.listKey.publicJwk)
    expect(await node.run('sync', '--anchor', anchor)).toMatchObject(invalid('key-wrong-purpose'))
  })

  test('moves on to a key that a pinned one has announced', async () => {
    const node = await synced()
    const next = madeKey('bundle+jwt')
    node.portal.levers.keys.push(next.publicJwk)
    expect((await node.run('sync')).exitCode).toBe(0)
    node.portal.levers.bundleKey = next
    expect((await node.run('sync')).exitCode).toBe(0)
    expect((await trustOf(node)).bundle.anchors).toContain(await thumbprintOf(next.publicJwk))
  })

  test('is no longer a key that was taken back', async () => {
    const node = await synced()
    const [old, next] = [node.portal.levers.bundleKey, madeKey('bundle+jwt')]
    node.portal.levers.keys.push(next.publicJwk)
    await node.run('sync')
    node.portal.levers.bundleKey = next
    node.portal.levers.revokedKids = [old.kid]
    expect((await node.run('sync')).exitCode).toBe(0)
    node.portal.levers.bundleKey = old
    node.portal.levers.revokedKids = []
    expect(await node.run('sync')).toMatchObject(refused('anchor-unknown'))
    const anchor = await thumbprintOf(old.publicJwk)
    expect(await node.run('sync', '--anchor', anchor)).toMatchObject(invalid('key-revoked'))
  })

  test('is no key that takes itself back', async () => {
    const node = await synced()
    node.portal.levers.revokedKids = [node.portal.levers.bundleKey.kid]
    expect(await node.run('sync')).toMatchObject(invalid('key-revoked'))
  })

  test('can be named by a person where every pin was lost', async () => {
    const node = await synced()
    const next = madeKey('bundle+jwt')
    node.portal.levers.keys.push(next.publicJwk)
    node.portal.levers.bundleKey = next
    expect(await node.run('sync')).toMatchObject(refused('anchor-unknown'))
    expect((await node.run('sync', '--anchor', await thumbprintOf(next.publicJwk))).exitCode).toBe(0)
    expect((await node.run('sync')).exitCode).toBe(0)
  })
})

describe('a bundle is refused', () => {
  test.each([
    ['for another hospital', { aud: 'node-2' }, invalid('audience-wrong')],
    ['of another portal', { iss: 'https://accord.example' }, invalid('issuer-wrong')],
    ['that has ended', { exp: Date.parse('2026-09-15T10:00:10Z') / 1000 }, invalid('expired')],
    ['from the future', { iat: Date.parse('2026-09-15T10:01:11Z') / 1000 }, invalid('not-yet-valid')],
    [
      'that was signed before it was asked for',
      { iat: Date.parse('2026-09-15T09:59:09Z') / 1000 },
      refused('bundle-not-current'),
    ],
    ['that adds to one that is not held', { base: 'another' }, refused('bundle-base-unknown', { base: 'another' })],
    ['of a shape that is not known yet', { version: 2 }, invalid('claim-invalid')],
    ['without a policy', { policy: undefined }, invalid('claim-missing')],
    ['whose keys are no list', { keys: {} }, invalid('key-unknown')],
    ['that does not bring its own key', { keys: [] }, invalid('key-unknown')],
    ['whose lists are no texts', { status_lists: { a: null } }, invalid('claim-invalid')],
    ['with a list that is no list', { status_lists: { 'https://a': 'a.b.c' } }, refused('status-list-invalid')],
    [
      'with tokens on both bases',
      { consent_tokens: [{ legal_basis: 'consent', programme: 'a', data_use: 'a', tokens: [] }] },
      invalid('claim-invalid'),
    ],
    ['with tokens on no basis', { consent_tokens: [{ programme: 'a', tokens: [] }] }, invalid('claim-invalid')],
    [
      'that names a programme twice',
      { consent_tokens: Array(2).fill({ legal_basis: 'consent', programme: 'a', tokens: [] }) },
      invalid('claim-invalid'),
    ],
    [
      'with a token of nobody',
      {
        consent_tokens: [
          { legal_basis: 'consent', programme: 'a', tokens: [{ consent_token: 'a.b.c', expires_at: '2026-09-16' }] },
        ],
      },
      invalid('claim-invalid'),
    ],
  ])('%s', async (_, changes, expected) => {
    const node = await synced()
    const before = await readFile(join(node.home, 'state/trust.json'), 'utf8')
    node.portal.levers.bundleClaims = (claims) => ({ ...claims, ...changes })
    expect(await node.run('sync')).toMatchObject(expected)
    expect(await readFile(join(node.home, 'state/trust.json'), 'utf8')).toBe(before)
    expect(await checked(node, [ANA], '--offline')).toMatchObject({ exitCode: 0 })
  })

  test.each([
    ['with another alg', { alg: 'none' }, 'algorithm-not-allowed'],
    ['of another type', { typ: 'consent+jwt' }, 'header-not-allowed'],
    ['with something critical that is not understood', { crit: ['x'], x: 1 }, 'header-not-allowed'],
    ['that brings a key in its header', { jwk: {} }, 'header-not-allowed'],
  ])('%s', async (_, header, reason) => {
    const node = await synced()
    const [original = '', ...rest] = (await bundleNow(node)).split('.')
    const changed = { ...JSON.parse(Buffer.from(original, 'base64url').toString()), ...header }
    answersWith(node, [encoded(changed), ...rest].join('.'))
    expect(await node.run('sync')).toMatchObject(invalid(reason))
  })

  test.each([
    ['in another spelling', (jws: string) => `${jws}=`, 'token-malformed'],
    ['with something behind it', (jws: string) => `${jws}.`, 'token-malformed'],
    ['that is larger than any', (jws: string) => jws + 'A'.repeat(2 ** 24), 'token-too-large'],
    ['that is nothing', () => '', 'token-malformed'],
    ['that is a page', () => '<html>', 'token-malformed'],
  ])('%s', async (_, change, reason) => {
    const node = await synced()
    answersWith(node, change(await bundleNow(node)))
    expect(await node.run('sync')).toMatchObject(invalid(reason))
  })

  test('that says something twice', async () => {
    const node = await synced()
    const text = JSON.stringify(claimsOf(await bundleNow(node))).replace('{', '{"aud":"node-2",')
    answersWith(node, signedBundle(text, node.portal.levers.bundleKey))
    expect(await node.run('sync')).toMatchObject(invalid('duplicate-member'))
  })

  test('that is older than the one held, also where somebody between had kept it', async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1 })
    const old = await bundleNow(node)
    node.wait(10)
    await node.run('sync')
    answersWith(node, old)
    expect(await node.run('sync')).toMatchObject(refused('bundle-older'))
  })

  test('that is a difference to an older one', async () => {
    const node = await synced()
    const { jti } = claimsOf(await bundleNow(node))
    const difference = await bundleNow(node, jti)
    answersWith(node, difference)
    expect(await node.run('sync')).toMatchObject(refused('bundle-base-unknown'))
  })
})

describe('what is held', () => {
  test('grows by differences, in which nothing comes twice', async () => {
    const node = await synced()
    node.portal.permit({ subject: BOR, idx: 2 })
    expect((await node.run('sync')).json).toMatchObject({ consent_tokens: [{ held: 2, new: 1 }] })
    expect((await node.run('sync')).json).toMatchObject({ consent_tokens: [{ held: 2, new: 0 }] })
    expect(await checked(node, [ANA, BOR], '--offline')).toMatchObject({ exitCode: 0 })
  })

  test('is whole again after somebody removed the tokens', async () => {
    const node = await synced()
    await rm(join(node.home, 'state/consent-tokens/consent-lung.ndjson'))
    expect((await node.run('sync')).json).toMatchObject({ consent_tokens: [{ held: 1, new: 1 }] })
  })

  test('answers for everybody where a sync was cut off after its tokens, also if a new key had signed them', async () => {
    const node = await synced()
    node.portal.levers.consentKey = madeKey('consent+jwt')
    node.portal.levers.keys.push(node.portal.levers.consentKey.publicJwk)
    node.portal.permit({ subject: ANA, idx: 3 }, { subject: BOR, idx: 2 })
    const home = await openHome(node.home)
    const { trust } = home.paths
    const readAddedToAndReplaced = [trust, trust, join(node.home, 'is-no-more/trust.json')]
    const paths = Object.defineProperty({ ...home.paths }, 'trust', { get: () => readAddedToAndReplaced.shift() })
    await expect(sync({ ...home, paths }, node.world)).rejects.toThrow('is-no-more')
    expect(await checked(node, [ANA, BOR], '--offline')).toMatchObject({ exitCode: 0, json: { permitted: 2 } })
    expect((await trustOf(node)).synced_at).toBeLessThan(node.world.now().getTime() / 1000)
    expect((await node.run('sync')).exitCode).toBe(0)
    expect(await checked(node, [ANA, BOR], '--offline')).toMatchObject({ exitCode: 0, json: { permitted: 2 } })
  })

  test('goes where the node takes part no longer, and the home says what it misses', async () => {
    const node = await synced()
    node.wait(1)
    const breast = [{ legal_basis: 'consent', programme: 'breast', tokens: [] }]
    node.portal.levers.bundleClaims = (claims) => ({ ...claims, base: null, consent_tokens: breast })
    const said: string[] = []
    const args = ['sync', '--home', node.home]
    expect(await main(args, { ...node.world, complain: (line) => said.push(line) })).toBe(0)
    expect(said.join('')).toContain('"programme":"lung"')
    expect(await checked(node, [ANA], '--offline')).toMatchObject(refused('target-not-synced'))
  })

  test('an older gate wrote is taken up: everything is asked for anew, and the anchor pinned and said', async () => {
    const node = await synced()
    const { bundle: _, ...older } = await trustOf(node)
    await writeFile(join(node.home, 'state/trust.json'), JSON.stringify(older))
    const { anchors: __, ...config } = JSON.parse(await readFile(join(node.home, 'config.json'), 'utf8'))
    await writeFile(join(node.home, 'config.json'), JSON.stringify(config))
    expect(await checked(node, [ANA], '--offline')).toMatchObject({ exitCode: 0 })

    const said: string[] = []
    const anchor = await thumbprintOf(node.portal.levers.bundleKey.publicJwk)
    expect(await main(['sync', '--home', node.home], { ...node.world, complain: (line) => said.push(line) })).toBe(0)
    expect(said.join('')).toContain(anchor)
    expect((await trustOf(node)).bundle.anchors).toEqual([anchor])
    expect(await checked(node, [ANA], '--offline')).toMatchObject({ exitCode: 0 })
  })

  test('is relied on no longer than the portal says, where that is less than its lists live', async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1 })
    node.portal.levers.bundleClaims = (claims) => ({ ...claims, policy: { ttl: 5, offline: 3600, clock_skew: 60 } })
    await node.run('sync')
    const asked = node.portal.asked.length
    node.wait(4)
    await checked(node, [ANA])
    expect(node.portal.asked).toHaveLength(asked)
    node.wait(2)
    await checked(node, [ANA])
    expect(node.portal.asked.length).toBeGreaterThan(asked)
    node.wait(3601)
    expect(await checked(node, [ANA], '--offline')).toMatchObject(refused('knowledge-stale'))
  })
})

describe('a node without any network', () => {
  async function carried(node: TestNode, name: string, jws: string): Promise<string> {
    return node.write(name, jws)
  }

  test('takes in what somebody carried to it, and knows how old it is', async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1 })
    const file = await carried(node, 'bundle.jwt', `${await bundleNow(node)}\n`)
    node.wait(3600)
    node.portal.asked.length = 0
    expect((await node.run('sync', '--from', file)).json).toMatchObject({ consent_tokens: [{ held: 1 }], events: null })
    expect(node.portal.asked).toEqual([])
    expect(await checked(node, [ANA], '--offline')).toMatchObject({
      exitCode: 0,
      json: { knowledge: { age_seconds: 3600 } },
    })
  })

  test('takes in what came after, and nothing out of order', async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1 })
    const whole = await bundleNow(node)
    node.wait(60)
    node.portal.permit({ subject: BOR, idx: 2 })
    const more = await bundleNow(node, claimsOf(whole).jti)
    const [first, second] = [await carried(node, '1.jwt', whole), await carried(node, '2.jwt', more)]

    expect(await node.run('sync', '--from', second)).toMatchObject(refused('bundle-base-unknown'))
    expect(await node.run('sync', '--from', second, '--from', first)).toMatchObject(refused('bundle-base-unknown'))
    expect((await node.run('sync', '--from', first, '--from', second)).exitCode).toBe(0)
    expect((await node.run('sync', '--from', second)).exitCode).toBe(0)
    expect(await node.run('sync', '--from', first)).toMatchObject(refused('bundle-older'))
    expect(await checked(node, [ANA, BOR], '--offline')).toMatchObject({ exitCode: 0 })
  })

  test('is not content with the first of several', async () => {
    const node = await testNode()
    node.portal.permit(...[1, 2, 3].map((idx) => ({ subject: `person-${idx}-abcdefgh`, idx })))
    const file = await carried(node, '1.jwt', await bundleNow(node))
    expect(await node.run('sync', '--from', file)).toMatchObject(refused('bundle-incomplete'))
  })

  test('goes by the same checks', async () => {
    const node = await synced()
    node.portal.levers.bundleClaims = (claims) => ({ ...claims, aud: 'node-2' })
    const file = await carried(node, 'others.jwt', await bundleNow(node))
    expect(await node.run('sync', '--from', file)).toMatchObject(invalid('audience-wrong'))
    node.portal.levers.bundleClaims = (claims) => claims
    const late = await carried(node, 'late.jwt', await bundleNow(node))
    node.wait(86_400)
    expect(await node.run('sync', '--from', late)).toMatchObject(invalid('expired'))
    expect(await node.run('sync', '--from', join(node.folder, 'absent.jwt'))).toMatchObject(invalid('unreadable'))
  })

  test('believes nobody before a person has named the anchor', async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1 })
    const file = await carried(node, 'bundle.jwt', await bundleNow(node))
    const config = JSON.parse(await readFile(join(node.home, 'config.json'), 'utf8'))
    await writeFile(join(node.home, 'config.json'), JSON.stringify({ ...config, anchors: [] }))
    expect(await node.run('sync', '--from', file)).toMatchObject(refused('anchor-missing'))
    const anchor = await thumbprintOf(node.portal.levers.bundleKey.publicJwk)
    expect((await node.run('sync', '--from', file, '--anchor', readAloud(anchor))).exitCode).toBe(0)
  })
})
