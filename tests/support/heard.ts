import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { TestPortal } from './test-portal.ts'

/** Waits until this instance has heard of all that was committed before: it is told in the order of the commits. */
export async function heard({ portal, owner }: Pick<TestPortal, 'portal' | 'owner'>): Promise<void> {
  const marker = randomUUID()
  const arrived = new Promise<void>((resolve) => {
    portal.changes.on('node', (id) => id === marker && resolve())
  })
  while (!portal.changes.areFresh()) await pause(5)
  await owner.as('public', (tx) => tx.execute(sql`select pg_notify('accord_changes', ${`node:${marker}`})`))
  await arrived
}
