import { createRoute, z } from '@hono/zod-openapi'
import { evaluateEach } from '../services/evaluate-each.server.ts'
import {
  type AccessEvaluations,
  accessDecision,
  accessEvaluation,
  EXAMPLE,
  evaluationMembers,
  accessEvaluations as several,
} from './authzen-model.ts'
import { questionOf } from './authzen-question.ts'
import { BODY_REFUSALS, forNodes, json, jsonBody, MIB, NODE_REFUSALS, refusals } from './declare.ts'
import { Refused } from './refused.ts'
import { surface } from './surface.ts'

/** §7.1: without evaluations, or with none in the list, it is one evaluation and answered as one. */
const one = accessEvaluation.extend({ evaluations: z.tuple([]).optional() })

/** §7.2.1: an error in one evaluation denies it and says so; it depends on what was sent alone. */
const malformed = { decision: false, context: { error: { status: 400 as const, message: 'request-invalid' } } }

const told = z.object({
  evaluations: z.array(
    z.object({
      decision: z.boolean(),
      context: z.object({ error: z.object({ status: z.literal(400), message: z.string() }) }).optional(),
    }),
  ),
})

const { subject, ...rest } = EXAMPLE

const route = createRoute({
  method: 'post',
  path: '/access/v1/evaluations',
  tags: ['AuthZEN'],
  summary: 'Up to 10,000 evaluations in one request (AuthZEN Authorization API 1.0 §7)',
  description:
    'Answered in the order asked. Ask the same about many people: up to 100 different questions, each about any ' +
    'number of them. A member of an evaluation takes the place of the whole default of its name.',
  ...forNodes('system/Consent.rs', { maxBytes: 8 * MIB }),
  request: { body: jsonBody(z.union([several, one]), { ...rest, evaluations: [{ subject }] }) },
  responses: {
    200: json('As many decisions as the semantic tells; never why.', z.union([told, accessDecision]), {
      evaluations: [{ decision: true }],
    }),
    ...refusals(...NODE_REFUSALS, ...BODY_REFUSALS, 'evaluations-too-varied'),
  },
})

export const accessEvaluations = surface().openapi(route, async (c) => {
  const body = c.req.valid('json')
  const { portal, node } = c.var
  const items = isSeveral(body) ? body.evaluations.map((item) => readItem(body, item)) : [body]
  const semantic = (isSeveral(body) && body.options?.evaluations_semantic) || 'execute_all'
  const evaluations = items.map((item) => item && questionOf(item))
  const answer = await evaluateEach(portal, { node, evaluations, semantic })
  if (!answer.ok) throw new Refused(answer.refusal)
  c.header('Cache-Control', 'no-store')
  const decisions = answer.event.map((decision, index) => (items[index] ? { decision } : malformed))
  return c.json(isSeveral(body) ? { evaluations: decisions } : { decision: answer.event[0] === true }, 200)
})

type One = z.output<typeof one>

function isSeveral(body: AccessEvaluations | One): body is AccessEvaluations {
  return (body.evaluations?.length ?? 0) > 0
}

/** An evaluation with the defaults that it does not override (§7.1.1), or null where it is malformed. */
function readItem({ subject, action, resource, context }: AccessEvaluations, item: unknown) {
  const own = evaluationMembers.safeParse(item)
  if (!own.success) return null
  return accessEvaluation.safeParse({ subject, action, resource, context, ...own.data }).data ?? null
}
