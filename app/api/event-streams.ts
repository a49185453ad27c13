import { createRoute, z } from '@hono/zod-openapi'
import {
  changeEventStream,
  closeEventStream,
  findEventStream,
  openEventStream,
} from '../services/keep-event-stream.server.ts'
import { verifyEventStream } from '../services/verify-event-stream.server.ts'
import { BODY_REFUSALS, forNodes, json, jsonBody, KIB, NODE_REFUSALS, refusals } from './declare.ts'
import { changeIn, EXAMPLE_STREAM, onTheWire, POLL, streamChange, streamId, streamReply } from './event-stream-shape.ts'
import { Refused } from './refused.ts'
import { type SurfaceEnv, surface } from './surface.ts'

const tags = ['Events']
const access = forNodes('accord/events.read', { maxBytes: 16 * KIB })
const path = '/ssf/streams'
const { stream_id } = EXAMPLE_STREAM

const namedChange = streamChange.extend({ stream_id: streamId })

const read = createRoute({
  ...access,
  tags,
  path,
  method: 'get',
  summary: 'The stream of this node (SSF 1.0 §8.1.1.2); without `stream_id` a list of it',
  request: { query: z.object({ stream_id: streamId.optional() }) },
  responses: {
    200: json('The stream, or the list.', z.union([streamReply, z.array(streamReply)]), [EXAMPLE_STREAM]),
    ...refusals(...NODE_REFUSALS, 'request-invalid', 'event-stream-not-found'),
  },
})

const open = createRoute({
  ...access,
  tags,
  path,
  method: 'post',
  summary: 'Opens the one stream of this node (§8.1.1.1); polling needs none',
  request: { body: jsonBody(streamChange, { delivery: { method: POLL } }) },
  responses: {
    201: json('The stream.', streamReply, EXAMPLE_STREAM),
    ...refusals(...NODE_REFUSALS, ...BODY_REFUSALS, 'event-stream-exists', 'push-endpoint-not-allowed'),
  },
})

const change = (method: 'patch' | 'put', summary: string) =>
  createRoute({
    ...access,
    tags,
    path,
    method,
    summary,
    request: { body: jsonBody(namedChange, { stream_id, description: 'The archive' }) },
    responses: {
      200: json('The stream as it is now.', streamReply, EXAMPLE_STREAM),
      ...refusals(...NODE_REFUSALS, ...BODY_REFUSALS, 'event-stream-not-found', 'push-endpoint-not-allowed'),
    },
  })

const close = createRoute({
  ...access,
  tags,
  path,
  method: 'delete',
  summary: 'Closes the stream (§8.1.1.5); what was not acknowledged can still be polled',
  request: { query: z.object({ stream_id: streamId }) },
  responses: {
    204: { description: 'It is closed.' },
    ...refusals(...NODE_REFUSALS, 'request-invalid', 'event-stream-not-found'),
  },
})

const verify = createRoute({
  ...access,
  tags,
  path: '/ssf/streams/verification',
  method: 'post',
  summary: 'Sends a verification event down the stream (§8.1.4.2), at most once a minute',
  request: {
    body: jsonBody(z.looseObject({ stream_id: streamId, state: z.string().max(256).optional() }), {
      stream_id,
      state: 'any text',
    }),
  },
  responses: {
    204: { description: 'It is on its way.' },
    ...refusals(...NODE_REFUSALS, ...BODY_REFUSALS, 'event-stream-not-found', 'verification-too-soon'),
  },
})

export const eventStreams = surface()
  .openapi(read, async (c) => {
    const { portal, node } = c.var
    const asked = c.req.valid('query').stream_id
    const stream = await findEventStream(portal, node)
    if (asked === undefined) return c.json(stream ? [onTheWire(portal, node, stream)] : [], 200)
    if (stream?.id !== asked) throw new Refused('event-stream-not-found')
    return c.json(onTheWire(portal, node, stream), 200)
  })
  .openapi(open, async (c) => {
    const { portal, node } = c.var
    const opened = await openEventStream(portal, node, changeIn(portal.settings.url, c.req.valid('json')))
    if (!opened.ok) throw new Refused(opened.refusal)
    return c.json(onTheWire(portal, node, opened.event), 201)
  })
  .openapi(change('patch', 'Changes what is named (§8.1.1.3)'), async (c) => {
    return c.json(await changed(c.var, c.req.valid('json'), { replace: false }), 200)
  })
  .openapi(change('put', 'Replaces the whole stream (§8.1.1.4)'), async (c) => {
    return c.json(await changed(c.var, c.req.valid('json'), { replace: true }), 200)
  })
  .openapi(close, async (c) => {
    const { portal, node } = c.var
    if (!(await closeEventStream(portal, node, c.req.valid('query').stream_id))) {
      throw new Refused('event-stream-not-found')
    }
    return c.body(null, 204)
  })
  .openapi(verify, async (c) => {
    const { stream_id: id, state } = c.req.valid('json')
    const verified = await verifyEventStream(c.var.portal, c.var.node, { id, state })
    if (!verified.ok) throw new Refused(verified.refusal)
    return c.body(null, 204)
  })

async function changed(
  { portal, node }: SurfaceEnv['Variables'],
  asked: z.infer<typeof namedChange>,
  { replace }: { replace: boolean },
) {
  const change = { ...changeIn(portal.settings.url, asked), id: asked.stream_id, replace }
  const decision = await changeEventStream(portal, node, change)
  if (!decision.ok) throw new Refused(decision.refusal)
  return onTheWire(portal, node, decision.event)
}
