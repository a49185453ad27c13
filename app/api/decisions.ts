import { createRoute, z } from '@hono/zod-openapi'
import { accepts } from 'hono/accepts'
import { decideForSubjects } from '../services/decide-for-subjects.server.ts'
import { signDecision } from '../services/sign-decision.server.ts'
import { basisOf, useOf } from './basis.ts'
import { BODY_REFUSALS, forNodes, jsonBody, MIB, NODE_REFUSALS, refusals } from './declare.ts'
import { manySubjects } from './many-subjects.ts'
import { Refused } from './refused.ts'
import { surface } from './surface.ts'
import { instant, onEitherBasis, subject, use } from './vocabulary.ts'

const SIGNED = 'application/decision+jwt'

const asked = onEitherBasis({ ...use, subjects: manySubjects(100_000) })

const reply = z.object({
  decision_id: z.uuid(),
  as_of: instant,
  evaluated: z.number().int(),
  permitted: z.array(subject),
})

const route = createRoute({
  method: 'post',
  path: '/api/v1/decisions',
  tags: ['Consent'],
  summary: 'Whom among 1 to 100,000 people this may be done with, now',
  description:
    'Somebody unknown, somebody who permits nothing and another hospital’s patient are absent alike. ' +
    'Answers are computed anew for every request and never replayed.',
  ...forNodes('system/Consent.rs', { maxBytes: 8 * MIB }),
  request: {
    body: jsonBody(asked, {
      legal_basis: 'consent',
      programme: 'lung',
      purpose: 'ai-development',
      recipient: 'public-research',
      region: 'eu-eea',
      data: ['imaging-ct'],
      subjects: ['lj-4f9a2c7b1e8d3056', 'lj-90b1d6e47a25f38c'],
    }),
  },
  responses: {
    200: {
      description: 'The permitted subjects, in the order asked, each once.',
      content: { 'application/json': { schema: reply }, [SIGNED]: { schema: z.string() } },
    },
    ...refusals(...NODE_REFUSALS, ...BODY_REFUSALS, 'programme-not-found', 'data-use-not-found'),
  },
})

export const decisions = surface().openapi(route, async (c) => {
  const { portal, node } = c.var
  const body = c.req.valid('json')
  const answer = await decideForSubjects(portal, {
    node,
    basis: basisOf(body),
    use: useOf(body),
    subjects: body.subjects,
  })
  if (!answer.ok) throw new Refused(answer.refusal)

  c.header('Cache-Control', 'no-store')
  const supports = ['application/json', SIGNED]
  if (accepts(c, { header: 'Accept', supports, default: 'application/json' }) === SIGNED) {
    const signed = await signDecision(portal, { clientId: node.clientId, decision: answer.event })
    return c.body(signed, 200, { 'Content-Type': SIGNED })
  }
  return c.json(answer.event, 200)
})
