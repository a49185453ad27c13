import { createRoute } from '@hono/zod-openapi'
import { evaluateEach } from '../services/evaluate-each.server.ts'
import { accessDecision, accessEvaluation as asked, EXAMPLE } from './authzen-model.ts'
import { questionOf } from './authzen-question.ts'
import { BODY_REFUSALS, forNodes, json, jsonBody, KIB, NODE_REFUSALS, refusals } from './declare.ts'
import { Refused } from './refused.ts'
import { surface } from './surface.ts'

const route = createRoute({
  method: 'post',
  path: '/access/v1/evaluation',
  tags: ['AuthZEN'],
  summary: 'Whether this may be done with one person’s data, now (AuthZEN Authorization API 1.0 §6)',
  description:
    'Somebody unknown, somebody who permits nothing, another hospital’s patient, a programme that the node takes no ' +
    'part in and words that nobody knows are answered alike: `{"decision": false}`.',
  ...forNodes('system/Consent.rs', { maxBytes: 128 * KIB }),
  request: { body: jsonBody(asked, EXAMPLE) },
  responses: {
    200: json('Permitted or not; never why.', accessDecision, { decision: true }),
    ...refusals(...NODE_REFUSALS, ...BODY_REFUSALS),
  },
})

export const accessEvaluation = surface().openapi(route, async (c) => {
  const evaluations = [questionOf(c.req.valid('json'))]
  const told = await evaluateEach(c.var.portal, { node: c.var.node, evaluations, semantic: 'execute_all' })
  if (!told.ok) throw new Refused(told.refusal)
  c.header('Cache-Control', 'no-store')
  return c.json({ decision: told.event[0] === true }, 200)
})
