import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MessageQueue, openMessageQueue } from '#db/message-queue.server.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let queue: MessageQueue
const heard: Error[] = []

beforeAll(async () => {
  accord = await testPortal()
  queue = await openMessageQueue(accord.portal.settings.databaseUrl, (error) => heard.push(error))
})
afterAll(async () => {
  await queue.close()
  await accord.close()
})

test('a message that is put in twice is taken once, and comes back when it failed', async () => {
  const id = randomUUID()
  await queue.put([id])
  await queue.put([id])
  expect(await queue.take(10)).toEqual([{ id, tries: 0 }])
  await queue.failed(id)
  expect(await queue.take(10)).toEqual([])
  await asOwner(`update pgboss.job set start_after = now() where id = '${id}'`)
  expect(await queue.take(10)).toEqual([{ id, tries: 1 }])
  await queue.done(id)
  expect(await queue.take(10)).toEqual([])
})

test('what a worker took and never finished is given back, by whoever tidies up', async () => {
  const id = randomUUID()
  await queue.put([id])
  await queue.take(10)
  await asOwner(`update pgboss.job set started_on = now() - interval '6 minutes' where id = '${id}'`)
  await queue.maintain()
  await asOwner(`update pgboss.job set start_after = now() where id = '${id}'`)
  expect(await queue.take(10)).toEqual([{ id, tries: 1 }])
  expect(heard).toEqual([])
})

test.each([
  'create table pgboss.another ()',
  'alter table pgboss.job_common add another int',
  'drop table pgboss.job_common',
  'truncate pgboss.job',
  'delete from pgboss.queue',
  'delete from pgboss.version',
])('whoever serves has no right to: %s', async (statement) => {
  const attempt = accord.portal.db.as('public', (tx) => tx.execute(sql.raw(statement)))
  const code = await attempt.then(
    () => 'allowed',
    (error: Error) => (error.cause as { code?: string }).code,
  )
  expect(code).toBe('42501')
})

function asOwner(statement: string) {
  return accord.owner.as('public', (tx) => tx.execute(sql.raw(statement)))
}
