import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flowerRound, WANTED } from './support/flower-round.ts'
import { PYTHON } from './support/python-gate.ts'
import { PERMIT } from './support/stand-in-portal.ts'
import { type TestNode, testNode } from './support/test-node.ts'

const [MARIJA, PEDRO, OLENA, NOBODY] = [
  'marija-0123456789',
  'pedro-01234567890',
  'olena-01234567890',
  'nobody-0123456789',
]
const ALL = [MARIJA, PEDRO, OLENA]
const ANSWERED = { weights: [1] }

/** A node whose three people permit what a round does, synced at this moment. */
async function trainingNode(): Promise<TestNode> {
  const node = await testNode({ startsAt: new Date() })
  node.portal.permit(...ALL.map((subject, idx) => ({ subject, idx })))
  await node.run('sync')
  return node
}

function withheld(code: string) {
  return { reply: { error: `accord: ${code}`, code: 6 } }
}

describe.skipIf(!PYTHON)('a Flower round at a hospital (skipped where python3-jwt is not installed)', () => {
  test.each(['train', 'evaluate'] as const)('to %s runs while everybody is permitted', async (message_type) => {
    const { home } = await trainingNode()
    expect(await flowerRound({ home, cohort: ALL, message_type })).toEqual({ training: ALL, reply: ANSWERED })
  })

  test('does not run once somebody of its cohort has withdrawn', async () => {
    const node = await trainingNode()
    node.portal.revoke(1)
    node.wait(1)
    await node.run('sync')
    expect(await flowerRound({ home: node.home, cohort: ALL })).toEqual(withheld('cohort-not-permitted'))
    expect(await flowerRound({ home: node.home, cohort: [MARIJA, OLENA] })).toEqual({
      training: [MARIJA, OLENA],
      reply: ANSWERED,
    })
  })

  test('runs on those who remain, where the ClientApp asks who they are', async () => {
    const node = await trainingNode()
    node.portal.revoke(1)
    node.wait(1)
    await node.run('sync')
    const cohort = [...ALL, NOBODY, MARIJA]
    expect(await flowerRound({ home: node.home, cohort, options: { filtering: true } })).toEqual({
      training: [MARIJA, OLENA],
      reply: ANSWERED,
    })
  })

  test('sends nothing back where the ClientApp never asked who remains', async () => {
    const { home } = await trainingNode()
    const round = { home, cohort: [...ALL, NOBODY], options: { filtering: true }, asks: false }
    expect(await flowerRound(round)).toEqual({ training: null, ...withheld('permitted-subjects-not-asked') })
  })

  test('does not run on fewer people than the hospital asks for', async () => {
    const { home } = await trainingNode()
    const options = { filtering: true, at_least: 3 }
    expect(await flowerRound({ home, cohort: [MARIJA, PEDRO, NOBODY], options })).toEqual(withheld('too-few-permitted'))
    expect(await flowerRound({ home, cohort: [NOBODY], options: { filtering: true, at_least: 0 } })).toEqual(
      withheld('too-few-permitted'),
    )
  })

  test('sends nothing back where somebody withdrew while it ran', async () => {
    const node = await trainingNode()
    const meanwhile = async () => {
      node.portal.revoke(2)
      node.wait(1)
      await node.run('sync')
    }
    expect(await flowerRound({ home: node.home, cohort: ALL, meanwhile })).toEqual({
      training: ALL,
      ...withheld('consent-ended-meanwhile'),
    })
  })

  test('does not run for a purpose, a programme or data that nobody permitted', async () => {
    const { home } = await trainingNode()
    for (const change of [
      { purpose: 'product-development' },
      { programme: 'breast' },
      { data: ['imaging-ct', 'pathology'] },
      { purpose: 'anything' },
      { purpose: undefined },
    ]) {
      expect(await flowerRound({ home, cohort: ALL, request: { ...WANTED, ...change } })).toEqual(
        withheld('cohort-not-permitted'),
      )
    }
  })

  test('does not run for a cohort that nobody can read', async () => {
    const { home } = await trainingNode()
    for (const cohort of [[], null, [MARIJA, 7]]) {
      const { training, reply } = await flowerRound({ home, cohort })
      expect(training).toBeUndefined()
      expect(reply).toMatchObject({ code: 6 })
    }
  })

  test('does not believe a token that the portal filed under another name', async () => {
    const node = await testNode({ startsAt: new Date() })
    node.portal.permit({ subject: MARIJA, idx: 0, claims: { sub: PEDRO } })
    await node.run('sync')
    expect(await flowerRound({ home: node.home, cohort: [MARIJA] })).toEqual(withheld('cohort-not-permitted'))
  })

  test('does not rely on what is too old, from another portal, unfinished or gone', async () => {
    const refused = withheld('cohort-not-permitted')
    const old = await testNode({ startsAt: new Date(Date.now() - 90_000) })
    old.portal.permit({ subject: MARIJA, idx: 0, provisions: [PERMIT] })
    await old.run('sync')
    const round = { home: old.home, cohort: [MARIJA] }
    expect(await flowerRound(round)).toEqual(refused)
    expect(await flowerRound({ ...round, options: { max_age_seconds: 80 } })).toEqual(refused)
    expect(await flowerRound({ ...round, options: { max_age_seconds: 3600 } })).toMatchObject({ reply: ANSWERED })

    const { home } = await trainingNode()
    const config = JSON.parse((await old.read('home/config.json')) ?? '')
    await writeFile(join(home, 'config.json'), JSON.stringify(config))
    expect(await flowerRound({ home, cohort: ALL })).toEqual(refused)

    const trust = JSON.parse((await old.read('home/state/trust.json')) ?? '')
    const policy = { ttl: 60, offline: 80, clock_skew: 60 }
    await writeFile(join(old.home, 'state/trust.json'), JSON.stringify({ ...trust, bundle: { policy } }))
    expect(await flowerRound({ ...round, options: { max_age_seconds: 3600 } })).toEqual(refused)

    const { home: short, read } = await trainingNode()
    const store = (await read('home/state/consent-tokens/consent-lung.ndjson')) ?? ''
    const [head, ...lines] = store.trimEnd().split('\n')
    await writeFile(join(short, 'state/consent-tokens/consent-lung.ndjson'), [head, ...lines.slice(1)].join('\n'))
    expect(await flowerRound({ home: short, cohort: [PEDRO, OLENA] })).toEqual(refused)

    const { home: broken } = await trainingNode()
    await writeFile(join(broken, 'state/consent-tokens/consent-lung.ndjson'), '{"cursor":3}\n{"subject":"marija')
    expect(await flowerRound({ home: broken, cohort: ALL })).toEqual(refused)
    await rm(join(broken, 'state/trust.json'))
    expect(await flowerRound({ home: broken, cohort: ALL })).toEqual(refused)
  })

  test('leaves an error of the ClientApp to Flower', async () => {
    const { home } = await trainingNode()
    expect(await flowerRound({ home, cohort: ALL, fails: true })).toEqual({
      training: ALL,
      reply: { raised: 'the model diverged' },
    })
  })
})
