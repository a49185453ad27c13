import { createRoute, z } from '@hono/zod-openapi'
import { MOST_EVENTS, pollEvents } from '../services/poll-events.server.ts'
import { BODY_REFUSALS, forNodes, json, jsonBody, KIB, NODE_REFUSALS, refusals } from './declare.ts'
import { surface } from './surface.ts'

const jti = z.string().min(1).max(128)

const setError = z.looseObject({ err: z.string().max(64), description: z.string().max(512).optional() })

/** The names are those of RFC 8936 §2.2; what it does not name is passed over. */
const asked = z.looseObject({
  maxEvents: z.number().int().min(0).max(1_000_000).optional(),
  returnImmediately: z.boolean().default(false),
  ack: z.array(jti).max(MOST_EVENTS).default([]),
  setErrs: z
    .record(jti, setError)
    .refine((errors) => Object.keys(errors).length <= 100)
    .default({}),
})

const reply = z.object({
  sets: z.record(z.string(), z.string()).openapi({ description: 'Security event tokens by their `jti`, in order' }),
  moreAvailable: z.boolean(),
})

const EXAMPLE_JTI = '0d9f6c1e-3a41-4b8e-9c57-1f2e3d4c5b6a'

const poll = createRoute({
  ...forNodes('accord/events.read', { maxBytes: 256 * KIB }),
  method: 'post',
  path: '/ssf/poll',
  tags: ['Events'],
  summary: 'Events that this node has not acknowledged, as security event tokens (RFC 8936)',
  description:
    `At most ${MOST_EVENTS} at a time, always in order. What is not named in \`ack\` or \`setErrs\` of a later poll is ` +
    'sent again. `maxEvents: 0` acknowledges only. Where there is nothing, the answer comes at once with ' +
    '`returnImmediately`, and otherwise when there is something, after 25 seconds at the latest.',
  request: { body: jsonBody(asked, { returnImmediately: true, ack: [EXAMPLE_JTI] }) },
  responses: {
    200: json('The events.', reply, { sets: { [EXAMPLE_JTI]: 'eyJ...' }, moreAvailable: false }),
    ...refusals(...NODE_REFUSALS, ...BODY_REFUSALS),
  },
})

export const events = surface().openapi(poll, async (c) => {
  const { maxEvents = MOST_EVENTS, returnImmediately, ack, setErrs } = c.req.valid('json')
  const asked = { maxEvents, returnImmediately, ack, setErrs: namedErrors(setErrs) }
  c.header('Cache-Control', 'no-store')
  return c.json(await pollEvents(c.var.portal, c.var.node, asked, { signal: c.req.raw.signal }), 200)
})

function namedErrors(setErrs: Record<string, z.infer<typeof setError>>) {
  const named = Object.entries(setErrs).map(
    ([jti, { err, description }]) => [jti, { err, ...(description !== undefined && { description }) }] as const,
  )
  return Object.fromEntries(named)
}
