import { createRoute, z } from '@hono/zod-openapi'
import { findEventStream } from '../services/keep-event-stream.server.ts'
import { type StreamStatus, setStreamStatus } from '../services/set-stream-status.server.ts'
import { BODY_REFUSALS, forNodes, json, jsonBody, KIB, NODE_REFUSALS, refusals } from './declare.ts'
import { EXAMPLE_STREAM, streamId } from './event-stream-shape.ts'
import { Refused } from './refused.ts'
import { surface } from './surface.ts'

const tags = ['Events']
const access = forNodes('accord/events.read', { maxBytes: 16 * KIB })
const path = '/ssf/streams/status'
const { stream_id } = EXAMPLE_STREAM

const reply = z.object({ stream_id: streamId, status: z.enum(['enabled', 'paused']), reason: z.string().optional() })

const change = z.looseObject({
  stream_id: streamId,
  status: z.enum(['enabled', 'paused', 'disabled']),
  reason: z.string().max(256).optional(),
})

const read = createRoute({
  ...access,
  tags,
  path,
  method: 'get',
  summary: 'Whether the stream delivers (SSF 1.0 §8.1.2.1)',
  request: { query: z.object({ stream_id: streamId }) },
  responses: {
    200: json('Its status.', reply, { stream_id, status: 'enabled' }),
    ...refusals(...NODE_REFUSALS, 'request-invalid', 'event-stream-not-found'),
  },
})

const update = createRoute({
  ...access,
  tags,
  path,
  method: 'post',
  summary: 'Pauses the stream or lets it go on (§8.1.2.2); meanwhile everything is kept',
  request: { body: jsonBody(change, { stream_id, status: 'paused', reason: 'The archive moves house' }) },
  responses: {
    200: json('Its status now.', reply, { stream_id, status: 'paused', reason: 'The archive moves house' }),
    ...refusals(...NODE_REFUSALS, ...BODY_REFUSALS, 'event-stream-not-found', 'event-stream-must-deliver'),
  },
})

export const eventStreamStatus = surface()
  .openapi(read, async (c) => {
    const stream = await findEventStream(c.var.portal, c.var.node)
    if (!stream || stream.id !== c.req.valid('query').stream_id) throw new Refused('event-stream-not-found')
    c.header('Cache-Control', 'no-store')
    return c.json(onTheWire(stream.id, { status: stream.status, reason: stream.statusReason ?? undefined }), 200)
  })
  .openapi(update, async (c) => {
    const { stream_id: id, status, reason } = c.req.valid('json')
    const changed = await setStreamStatus(c.var.portal, c.var.node, { id, status, reason })
    if (!changed.ok) throw new Refused(changed.refusal)
    c.header('Cache-Control', 'no-store')
    return c.json(onTheWire(id, changed.event), 200)
  })

function onTheWire(id: string, { status, reason }: StreamStatus): z.infer<typeof reply> {
  return {
    stream_id: id,
    status: status === 'enabled' ? 'enabled' : 'paused',
    ...(reason !== undefined && { reason }),
  }
}
