import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { remembered } from '#app/services/remembered.server.ts'
import { openChanges } from '#db/changes.server.ts'
import { insertStatusList } from '#db/queries/status-lists.server.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let world: TestPortal
beforeAll(async () => {
  world = await testPortal()
})
afterAll(() => world.close())

/** Waits until it is so, and says what was not where it never is. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let look = 0; look < 500; look++) {
    if (holds()) return
    await pause(10)
  }
  throw new Error(`never: ${what}`)
}

describe('What an instance remembers', () => {
  it('is forgotten as soon as another connection has committed a change of the row below it', async () => {
    const { changes } = world.portal
    let loads = 0
    const read = remembered(changes, 'list', async (id) => ({ answer: { load: ++loads }, rowId: id }))
    await until('the changes are fresh', changes.areFresh)

    expect(await read('a')).toEqual({ load: 1 })
    expect(await read('a')).toEqual({ load: 1 })
    await world.owner.as('public', (tx) => insertStatusList(tx, 'a', 8))
    await until('the list is read anew', () => {
      read('a')
      return loads === 2
    })
    expect(await read('a')).toEqual({ load: 2 })
  })

  it('is not kept where the row changed while it was being read', async () => {
    const { changes } = world.portal
    await until('the changes are fresh', changes.areFresh)
    let heard = 0
    changes.on('list', () => heard++)
    const loads: string[] = []
    const read = remembered(changes, 'list', async (id) => {
      loads.push(id)
      if (loads.length === 1) {
        await world.owner.as('public', (tx) => insertStatusList(tx, 'b', 8))
        await until('the change was heard', () => heard > 0)
      }
      return { answer: {}, rowId: id }
    })
    await read('b')
    await read('b')
    expect(loads).toHaveLength(2)
  })

  it('is never what is not there', async () => {
    await until('the changes are fresh', world.portal.changes.areFresh)
    let loads = 0
    const read = remembered(world.portal.changes, 'token', async () => {
      loads++
      return null
    })
    await read('nobody')
    await read('nobody')
    expect(loads).toBe(2)
  })

  it('never grows beyond its bound', async () => {
    await until('the changes are fresh', world.portal.changes.areFresh)
    const loads: string[] = []
    const load = async (id: string) => {
      loads.push(id)
      return { answer: {}, rowId: id }
    }
    const read = remembered(world.portal.changes, 'token', load, { most: 2 })
    for (const id of ['one', 'two', 'three', 'three', 'one']) await read(id)
    expect(loads).toEqual(['one', 'two', 'three', 'one'])
  })

  it('does not answer once a second has passed in which nothing could be heard', async () => {
    let now = 0
    const url = world.portal.settings.databaseUrl
    const deaf = openChanges(url, { now: () => now })
    try {
      let loads = 0
      const read = remembered(deaf, 'token', async (id) => ({ answer: { load: ++loads }, rowId: id }))
      await until('the changes are fresh', deaf.areFresh)
      await read('kept')
      await read('kept')
      expect(loads).toBe(1)
      now = 1001
      await read('kept')
      expect(loads).toBe(2)
    } finally {
      await deaf.close()
    }
  })

  it('is forgotten whole when the connection breaks, and is right again once it is back', async () => {
    const { changes } = world.portal
    await until('the changes are fresh', changes.areFresh)
    let loads = 0
    const read = remembered(changes, 'token', async (id) => ({ answer: { load: ++loads }, rowId: id }))
    await read('kept')
    await world.portal.db.as('public', (tx) =>
      tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'accord_changes'`),
    )
    await until('it noticed', () => !changes.areFresh())
    await until('it listens again', changes.areFresh)
    await read('kept')
    expect(loads).toBe(2)
  })
})
