import { type Db, PgBoss } from 'pg-boss'
import postgres from 'postgres'

export const MESSAGE_QUEUE = 'messages'

/** Nothing happens by itself: no tables, no timers, no list of instances. */
export const QUIET = { migrate: false, supervise: false, schedule: false, registerInstance: false } as const

/** A message that was taken from the queue: its id is all that the queue knows of it. */
export type TakenMessage = { id: string; tries: number }

export type MessageQueue = {
  /** Puts these in, each once however often it is put. */
  put(ids: readonly string[]): Promise<void>
  /** Takes some that are due; nobody else gets them until they are done, failed, or five minutes have passed. */
  take(limit: number): Promise<TakenMessage[]>
  done(id: string): Promise<void>
  /** Not sent: it comes back later, each time after a longer pause. */
  failed(id: string): Promise<void>
  /** Gives back what a worker took and never finished, and forgets what was done a day ago. */
  maintain(): Promise<void>
  close(): Promise<void>
}

/**
 * The queue of the worker, pg-boss on a connection of its own: however slow mail is, no page waits for one. It runs with
 * the rights of whoever serves and starts no timers; the worker calls it in rounds.
 */
export async function openMessageQueue(url: string, onError: (error: Error) => void): Promise<MessageQueue> {
  const client = queueClient(url)
  const boss = new PgBoss({ db: onPostgres(client), ...QUIET })
  boss.on('error', onError)
  await boss.start().catch(async (error) => {
    await client.end()
    throw error
  })
  return {
    put: async (ids) => {
      await boss.insert(
        MESSAGE_QUEUE,
        ids.map((id) => ({ id })),
      )
    },
    take: async (limit) => {
      const jobs = await boss.fetch(MESSAGE_QUEUE, { batchSize: limit, includeMetadata: true })
      return jobs.map(({ id, retryCount }) => ({ id, tries: retryCount }))
    },
    done: async (id) => {
      await boss.complete(MESSAGE_QUEUE, id)
    },
    failed: async (id) => {
      await boss.fail(MESSAGE_QUEUE, id)
    },
    maintain: () => boss.supervise(MESSAGE_QUEUE),
    close: async () => {
      await boss.stop({ graceful: false })
      await client.end({ timeout: 5 })
    },
  }
}

/** A connection as pg-boss expects it: what it has made into JSON text is not made into a JSON string once more. */
export function queueClient(url: string): postgres.Sql {
  const json = { to: 114, from: [114, 3802], serialize: asJson, parse: JSON.parse }
  const jsonb = { ...json, to: 3802, from: [] }
  return postgres(url, { max: 1, onnotice: () => {}, types: { json, jsonb } }) as unknown as postgres.Sql
}

function asJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** pg-boss over our one driver. Text without values may hold several statements, whose rows are then one list. */
export function onPostgres(client: postgres.Sql): Db {
  return {
    executeSql: async (text, values = []) => {
      const result = await (values.length === 0 ? client.unsafe(text) : client.unsafe(text, values as never[]))
      return { rows: result.every(Array.isArray) ? result.flat() : [...result] }
    },
  }
}
