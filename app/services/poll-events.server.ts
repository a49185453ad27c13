import { setTimeout as pause } from 'node:timers/promises'
import type { Tx } from '#db/client.server.ts'
import { acknowledge, findPending, markSent, recordError, type SetError } from '#db/queries/event-deliveries.server.ts'
import { findStreamOf } from '#db/queries/event-streams.server.ts'
import { NODE_EVENTS, type NodeEvent } from '../domain/event/node-event.ts'
import type { Portal } from '../portal.server.ts'
import { signEvent } from './sign-event.server.ts'

export const MOST_EVENTS = 1000

export type Poll = {
  maxEvents: number
  returnImmediately: boolean
  ack: readonly string[]
  setErrs: Record<string, SetError>
}

export type PolledEvents = { sets: Record<string, string>; moreAvailable: boolean }

type PollingNode = { id: string; clientId: string; organisationId: string }

/** How long a poll that finds nothing waits for something: 25 looks, a second apart. */
const LOOKS = 25
const BETWEEN_LOOKS_MS = 1000

/** Takes a node's receipts and hands it what it has not acknowledged, in order (RFC 8936 §2). */
export async function pollEvents(
  portal: Portal,
  node: PollingNode,
  { maxEvents, returnImmediately, ack, setErrs }: Poll,
  { signal, betweenLooks = BETWEEN_LOOKS_MS }: { signal?: AbortSignal; betweenLooks?: number } = {},
): Promise<PolledEvents> {
  await takeReceipts(portal, node, { ack, setErrs })
  if (maxEvents === 0) return { sets: {}, moreAvailable: false }

  let found = await nextEvents(portal, node, maxEvents)
  for (let look = 1; look < LOOKS && !returnImmediately && isEmpty(found) && !signal?.aborted; look++) {
    await pause(betweenLooks, null, signal && { signal }).catch(() => {})
    found = await nextEvents(portal, node, maxEvents)
  }
  return found
}

async function takeReceipts({ db, clock }: Portal, node: PollingNode, { ack, setErrs }: Pick<Poll, 'ack' | 'setErrs'>) {
  const errors = Object.entries(setErrs).filter(([jti]) => isOurs(jti))
  if (ack.length === 0 && errors.length === 0) return
  const at = clock.now()
  await db.as({ organisation: node.organisationId }, async (tx) => {
    await acknowledge(tx, { nodeId: node.id, jtis: ack.filter(isOurs), at })
    for (const [jti, error] of errors) await recordError(tx, { nodeId: node.id, jti, error, at })
  })
}

/** Whether this could be a name that we gave; a receiver may send anything. */
function isOurs(jti: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(jti)
}

async function nextEvents(portal: Portal, node: PollingNode, maxEvents: number): Promise<PolledEvents> {
  const limit = Math.min(maxEvents, MOST_EVENTS)
  const found = await portal.db.as({ organisation: node.organisationId }, async (tx) => {
    const pending = await findPending(tx, { nodeId: node.id, types: await typesFor(tx, node.id), limit: limit + 1 })
    const jtis = pending.slice(0, limit).map(({ jti }) => jti)
    await markSent(tx, jtis, portal.clock.now())
    return pending
  })
  const events = found.slice(0, limit)
  const signed = await Promise.all(events.map((event) => signEvent(portal, node.clientId, event)))
  return {
    sets: Object.fromEntries(events.map(({ jti }, index) => [jti, signed[index] ?? ''])),
    moreAvailable: found.length > limit,
  }
}

/** What the node's stream asks for, nothing while it is paused; without a stream, everything. */
async function typesFor(tx: Tx, nodeId: string): Promise<readonly NodeEvent[]> {
  const stream = await findStreamOf(tx, nodeId)
  if (!stream) return NODE_EVENTS
  return stream.status === 'paused' ? [] : [...stream.eventsRequested, 'verification']
}

function isEmpty({ sets }: PolledEvents): boolean {
  return Object.keys(sets).length === 0
}
