import { randomUUID } from 'node:crypto'
import {
  deleteStream,
  type EventStream,
  findStreamOf,
  insertStream,
  updateStream,
} from '#db/queries/event-streams.server.ts'
import { lockNode } from '#db/queries/nodes.server.ts'
import { sealAuthorization } from '../crypto/stream-authorization.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { NODE_EVENTS, type NodeEvent } from '../domain/event/node-event.ts'
import { isPushEndpoint } from '../domain/event/push-endpoint.ts'
import type { Portal } from '../portal.server.ts'

export type { EventStream }

type StreamNode = { id: string; organisationId: string }

/** `authorization` is the header that the endpoint expects; it is kept sealed and told to nobody. */
export type Delivery = { method: 'poll' } | { method: 'push'; endpointUrl: string; authorization?: string | undefined }

export type StreamChange = {
  delivery?: Delivery | undefined
  eventsRequested?: NodeEvent[] | undefined
  description?: string | undefined
}

/** The stream of this node; there is at most one, for the one audience that it is. */
export function findEventStream({ db }: Portal, node: StreamNode): Promise<EventStream | null> {
  return db.as({ organisation: node.organisationId }, (tx) => findStreamOf(tx, node.id))
}

/** Opens the node's stream (SSF 1.0 §8.1.1.1): by default everything, polled. */
export async function openEventStream(
  portal: Portal,
  node: StreamNode,
  asked: StreamChange,
): Promise<Decision<EventStream, 'event-stream-exists' | 'push-endpoint-not-allowed'>> {
  if (!isAllowed(portal, asked.delivery)) return refused('push-endpoint-not-allowed')
  const stream: EventStream = {
    id: randomUUID(),
    nodeId: node.id,
    status: 'enabled',
    statusReason: null,
    createdAt: portal.clock.now(),
    verifiedAt: null,
    ...columnsOf(portal, { ...EVERYTHING_POLLED, ...present(asked) }),
  }
  const isNew = await portal.db.as({ organisation: node.organisationId }, (tx) => insertStream(tx, stream))
  return isNew ? recorded(stream) : refused('event-stream-exists')
}

/** Changes what is named (§8.1.1.3), or with `replace` everything (§8.1.1.4). */
export async function changeEventStream(
  portal: Portal,
  node: StreamNode,
  { id, replace, ...asked }: StreamChange & { id: string; replace: boolean },
): Promise<Decision<EventStream, 'event-stream-not-found' | 'push-endpoint-not-allowed'>> {
  if (!isAllowed(portal, asked.delivery)) return refused('push-endpoint-not-allowed')
  return portal.db.as({ organisation: node.organisationId }, async (tx) => {
    await lockNode(tx, node.id)
    const stream = await findStreamOf(tx, node.id)
    if (stream?.id !== id) return refused('event-stream-not-found')
    const changes = columnsOf(portal, replace ? { ...EVERYTHING_POLLED, ...present(asked) } : asked)
    if (Object.keys(changes).length > 0) await updateStream(tx, id, changes)
    return recorded({ ...stream, ...changes })
  })
}

/** Closes the stream; what was not acknowledged can still be polled. */
export function closeEventStream({ db }: Portal, node: StreamNode, id: string): Promise<boolean> {
  return db.as({ organisation: node.organisationId }, (tx) => deleteStream(tx, { id, nodeId: node.id }))
}

const EVERYTHING_POLLED = {
  delivery: { method: 'poll' },
  eventsRequested: NODE_EVENTS.filter((type) => type !== 'verification'),
  description: undefined,
} as const

type Columns = Pick<EventStream, 'method' | 'endpointUrl' | 'authorization' | 'eventsRequested' | 'description'>

function columnsOf(portal: Portal, asked: StreamChange & { delivery: Delivery; eventsRequested: NodeEvent[] }): Columns
function columnsOf(portal: Portal, asked: StreamChange): Partial<Columns>
function columnsOf({ secrets }: Portal, asked: StreamChange): Partial<Columns> {
  const { delivery, eventsRequested } = asked
  const pushed = delivery?.method === 'push' ? delivery : null
  return {
    ...(delivery && {
      method: delivery.method,
      endpointUrl: pushed?.endpointUrl ?? null,
      authorization: pushed?.authorization ? sealAuthorization(secrets.master, pushed.authorization) : null,
    }),
    ...(eventsRequested && { eventsRequested }),
    ...('description' in asked && { description: asked.description ?? null }),
  }
}

function isAllowed({ settings }: Portal, delivery: Delivery | undefined): boolean {
  return delivery?.method !== 'push' || isPushEndpoint(delivery.endpointUrl, settings)
}

function present({ delivery, eventsRequested, description }: StreamChange) {
  return {
    ...(delivery && { delivery }),
    ...(eventsRequested && { eventsRequested }),
    ...(description && { description }),
  }
}
