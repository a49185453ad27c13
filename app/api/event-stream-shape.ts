import { z } from '@hono/zod-openapi'
import { eventsNamed, eventUri, eventUris } from '../domain/event/node-event.ts'
import type { Portal } from '../portal.server.ts'
import type { EventStream, StreamChange } from '../services/keep-event-stream.server.ts'
import type { BearerNode } from '../services/recognise-node.server.ts'
import { VERIFICATION_INTERVAL } from '../services/verify-event-stream.server.ts'
import { Refused } from './refused.ts'

/** A stream on the wire, in the names of SSF 1.0 §8.1.1. */

export const POLL = 'urn:ietf:rfc:8936'
export const PUSH = 'urn:ietf:rfc:8935'

export const streamId = z.uuid()

const delivery = z.discriminatedUnion('method', [
  z.looseObject({ method: z.literal(POLL) }),
  z.looseObject({
    method: z.literal(PUSH),
    endpoint_url: z.url().max(2048),
    authorization_header: z
      .string()
      .max(4096)
      .regex(/^[\x21-\x7e][\x20-\x7e]*$/)
      .optional()
      .openapi({ description: 'Sent as `Authorization` with each push; never shown again' }),
  }),
])

export const streamChange = z.looseObject({
  delivery: delivery.optional(),
  events_requested: z.array(z.string().max(512)).max(50).optional(),
  description: z.string().max(256).optional(),
})

export const streamReply = z.object({
  stream_id: z.string(),
  iss: z.url(),
  aud: z.string(),
  events_supported: z.array(z.string()),
  events_requested: z.array(z.string()),
  events_delivered: z.array(z.string()),
  delivery: z.object({ method: z.enum([POLL, PUSH]), endpoint_url: z.string() }),
  min_verification_interval: z.number().int(),
  description: z.string().optional(),
})

const PORTAL = 'https://accord.example.org'

export const EXAMPLE_STREAM: z.infer<typeof streamReply> = {
  stream_id: '6f1c1f0e-5a0d-4d3b-9a53-5f0f4f6c1d2e',
  iss: PORTAL,
  aud: 'node-of-a-hospital',
  events_supported: eventUris(PORTAL),
  events_requested: eventUris(PORTAL),
  events_delivered: eventUris(PORTAL),
  delivery: { method: POLL, endpoint_url: `${PORTAL}/ssf/poll` },
  min_verification_interval: VERIFICATION_INTERVAL,
}

export function onTheWire({ settings: { url } }: Portal, node: BearerNode, stream: EventStream) {
  const requested = stream.eventsRequested.map((type) => eventUri(url, type))
  const pushed = stream.method === 'push' && stream.endpointUrl
  return {
    stream_id: stream.id,
    iss: url,
    aud: node.clientId,
    events_supported: eventUris(url),
    events_requested: requested,
    events_delivered: requested,
    delivery: pushed ? { method: PUSH, endpoint_url: pushed } : { method: POLL, endpoint_url: `${url}/ssf/poll` },
    min_verification_interval: VERIFICATION_INTERVAL,
    ...(stream.description && { description: stream.description }),
  } satisfies z.infer<typeof streamReply>
}

/** What is asked for, in our own words; events that we do not know are passed over, but not all of them. */
export function changeIn(url: string, asked: z.infer<typeof streamChange>): StreamChange {
  const { delivery, events_requested, description } = asked
  const eventsRequested = events_requested && eventsNamed(url, events_requested)
  if (eventsRequested?.length === 0) {
    throw new Refused('request-invalid', { members: { errors: [{ pointer: '/events_requested', code: 'unknown' }] } })
  }
  return {
    ...(delivery && { delivery: deliveryIn(delivery) }),
    ...(eventsRequested && { eventsRequested }),
    ...(description !== undefined && { description }),
  }
}

function deliveryIn(asked: z.infer<typeof delivery>): StreamChange['delivery'] {
  if (asked.method === POLL) return { method: 'poll' }
  return { method: 'push', endpointUrl: asked.endpoint_url, authorization: asked.authorization_header }
}
