import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { forgetReceipts } from '#app/services/forget-receipts.server.ts'
import { pollEvents } from '#app/services/poll-events.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { eventDeliveries, outbox } from '#db/schema/index.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

const DAY_MS = 86_400_000

let accord: TestPortal
let node: TestNode
beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
})
beforeEach(() => accord.setTime(new Date('2026-03-01T12:00:00Z')))
afterAll(() => accord.close())

const poll = { maxEvents: 100, returnImmediately: true, ack: [] as string[], setErrs: {} }

async function happen(types: string[]): Promise<void> {
  const notices = types.map((type) => ({ type, nodeId: node.id, payload: { jti: randomUUID() } }))
  await accord.portal.db.as('public', (tx) => enqueue(tx, notices, accord.portal.clock.now()))
}

async function received(): Promise<void> {
  const { sets } = await pollEvents(accord.portal, node, poll)
  await pollEvents(accord.portal, node, { ...poll, maxEvents: 0, ack: Object.keys(sets) })
}

async function kept(): Promise<string[]> {
  const { deliveries, notices } = await accord.owner.as('public', async (tx) => ({
    deliveries: await tx.select({ type: eventDeliveries.type }).from(eventDeliveries),
    notices: await tx.select({ type: outbox.type }).from(outbox),
  }))
  const names = (rows: { type: string }[]) => rows.map(({ type }) => type).sort()
  expect(names(notices)).toEqual(names(deliveries))
  return names(deliveries)
}

async function daysPass(days: number): Promise<void> {
  accord.setTime(new Date(accord.portal.clock.now().getTime() + days * DAY_MS))
  await forgetReceipts(accord.portal)
}

test('a month after it arrived, a new token is forgotten; a revocation and a removal never are', async () => {
  await happen(['consent-token-issued', 'consent-token-revoked', 'removal-task', 'verification'])
  await received()
  await happen(['consent-token-issued'])

  await daysPass(29)
  expect(await kept()).toHaveLength(5)
  await daysPass(2)
  expect(await kept()).toEqual(['consent-token-issued', 'consent-token-revoked', 'removal-task'])

  await received()
  await daysPass(366)
  expect(await kept()).toEqual(['consent-token-revoked', 'removal-task'])
})
