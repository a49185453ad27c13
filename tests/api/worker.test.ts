import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startWorker } from '#app/worker.ts'
import { accessTokens, statusLists } from '#db/schema/index.ts'
import { aNode, aProgramme } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal

beforeEach(async () => {
  accord = await testPortal()
})
afterEach(() => accord.close())

const list = async () => {
  const [row] = await accord.owner.as('public', (tx) => tx.select().from(statusLists).where(eq(statusLists.id, 'a')))
  return row
}

test('every list is published before the worker says that it works', async () => {
  const worker = await startWorker(accord.portal)
  expect((await list())?.jwt).toBeTruthy()
  await worker.close()
})

test('a list that changed is published within a second', async () => {
  const worker = await startWorker(accord.portal)
  await accord.owner.as('public', (tx) => tx.update(statusLists).set({ revision: 7 }).where(eq(statusLists.id, 'a')))
  await vi.waitFor(async () => expect((await list())?.publishedRevision).toBe(7), { timeout: 1500, interval: 50 })
  await worker.close()
})

test('what has run out is forgotten', async () => {
  await aProgramme(accord)
  const { id: nodeId } = await aNode(accord, ['lung'])
  const row = { hash: Buffer.alloc(32, 1), nodeId, scopes: [], expiresAt: new Date(Date.now() - 1000) }
  await accord.owner.as('public', (tx) => tx.insert(accessTokens).values(row))
  const worker = await startWorker(accord.portal)
  const left = () => accord.owner.as('public', (tx) => tx.select().from(accessTokens))
  await vi.waitFor(async () => expect(await left()).toEqual([]), { timeout: 2000, interval: 50 })
  await worker.close()
})

test('a round that fails is followed by another', async () => {
  const worker = await startWorker(accord.portal)
  const as = vi.spyOn(accord.portal.db, 'as').mockRejectedValueOnce(new Error('the database is away'))
  await vi.waitFor(() => expect(as.mock.calls.length).toBeGreaterThan(2), { timeout: 3000 })
  await worker.close()
})

test('a worker that was closed does nothing more', async () => {
  const worker = await startWorker(accord.portal)
  await worker.close()
  const as = vi.spyOn(accord.portal.db, 'as')
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(as).not.toHaveBeenCalled()
})
