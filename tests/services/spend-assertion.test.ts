import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newAccessToken } from '#app/crypto/access-token.server.ts'
import { spendAssertion } from '#app/services/spend-assertion.server.ts'
import { insertShown, type Shown } from '#db/queries/access-tokens.server.ts'
import { accessTokens } from '#db/schema/index.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { otherInstance } from '#tests/support/other-instance.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let here: TestPortal
let there: TestPortal
let node: TestNode

beforeAll(async () => {
  here = await testPortal()
  there = otherInstance(here)
  await aProgramme(here)
  node = await aNode(here, ['lung'])
})
afterAll(async () => {
  await there.close()
  await here.close()
})

function shown({ jti = randomUUID() as string, nodeId = node.id } = {}): Shown {
  const expiresAt = new Date(Date.now() + 240_000)
  const { hash } = newAccessToken()
  return {
    assertion: { issuer: node.clientId, jti, expiresAt },
    accessToken: { hash, nodeId, scopes: ['system/Consent.rs'], expiresAt },
  }
}

/** All of them at once at one instance. */
function spendAll({ portal }: TestPortal, all: readonly Shown[]): Promise<boolean[]> {
  return Promise.all(all.map((one) => spendAssertion(portal, one)))
}

async function granted(): Promise<Set<string>> {
  const rows = await here.owner.as('public', (tx) => tx.select().from(accessTokens))
  return new Set(rows.map(({ hash }) => hash.toString('hex')))
}

const countOf = (told: readonly boolean[]) => told.filter(Boolean).length

test('of equal assertions at the same moment one is the first, and its access token alone is good', async () => {
  const jti = randomUUID()
  const all = Array.from({ length: 50 }, () => shown({ jti }))
  const told = await spendAll(here, all)
  expect(countOf(told)).toBe(1)
  const good = await granted()
  expect(all.map(({ accessToken }) => good.has(accessToken?.hash.toString('hex') ?? ''))).toEqual(told)
})

test('of equal assertions at two instances one is the first', async () => {
  const jti = randomUUID()
  const told = await Promise.all(
    [here, there].map((instance) =>
      spendAll(
        instance,
        Array.from({ length: 50 }, () => shown({ jti })),
      ),
    ),
  )
  expect(countOf(told.flat())).toBe(1)
})

test('two instances that are shown the same hundred in opposite order take each once', async () => {
  for (let round = 0; round < 5; round++) {
    const jtis = Array.from({ length: 100 }, () => randomUUID())
    const told = await Promise.all([
      spendAll(
        here,
        jtis.map((jti) => shown({ jti })),
      ),
      spendAll(
        there,
        jtis.toReversed().map((jti) => shown({ jti })),
      ),
    ])
    expect(told[0]).toEqual(told[1].toReversed().map((isFirst) => !isFirst))
  }
})

test('two transactions with the same two thousand in opposite order never wait for each other in a circle', async () => {
  const all = Array.from({ length: 2000 }, () => shown())
  const backwards = all.toReversed().map(({ assertion }) => ({ assertion, accessToken: null }))
  const [one, other] = await Promise.all([
    here.portal.db.alone((statement) => insertShown(statement, all)),
    there.portal.db.alone((statement) => insertShown(statement, backwards)),
  ])
  expect(one.size + other.size).toBe(2000)
})

test('an assertion whose node is gone fails by itself, and those that came with it get what they are due', async () => {
  const all = [shown(), shown(), shown({ nodeId: randomUUID() }), shown(), shown()]
  const told = await Promise.allSettled(all.map((one) => spendAssertion(here.portal, one)))
  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  const good = await granted()
  expect(all.map(({ accessToken }) => good.has(accessToken?.hash.toString('hex') ?? ''))).toEqual([
    true,
    true,
    false,
    true,
    true,
  ])
})

test('an assertion that was used before a portal started again is used up', async () => {
  const one = shown()
  expect(await spendAssertion(here.portal, one)).toBe(true)
  const restarted = otherInstance(here)
  expect(await spendAssertion(restarted.portal, { ...one, accessToken: null })).toBe(false)
  await restarted.close()
})
