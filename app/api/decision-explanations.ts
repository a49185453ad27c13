import { createRoute, z } from '@hono/zod-openapi'
import { REASONS } from '../domain/consent/decide.ts'
import { explainDecision } from '../services/explain-decision.server.ts'
import { type ReadDecision, readDecision } from '../services/read-decision.server.ts'
import { basisOf } from './basis.ts'
import { BODY_REFUSALS, forNodes, json, jsonBody, KIB, NODE_REFUSALS, refusals } from './declare.ts'
import { AUDIT_SCOPE } from './fhir-access.ts'
import { Refused } from './refused.ts'
import { surface } from './surface.ts'
import { day, instant, subject } from './vocabulary.ts'

const ID = '3f0c1f1f-7a11-4a57-9c3e-0b6f2f0e6f0c'
const AS_OF = '2026-11-23T09:00:00.000Z'
const USE = { purpose: 'ai-development', recipient: 'public-research', region: 'eu-eea', data: ['imaging-ct'] }

const decision = z.object({
  decision_id: z.string(),
  as_of: instant,
  client_id: z.string(),
  legal_basis: z.enum(['consent', 'altruism']),
  programme: z.string().optional(),
  data_use: z.string().optional(),
  purpose: z.string(),
  recipient: z.string(),
  region: z.string(),
  data: z.array(z.string()),
  acquired: z.object({ from: day, until: day }).optional(),
  evaluated: z.number().int(),
  permitted: z.number().int(),
})

const provision = z.object({
  effect: z.enum(['permit', 'deny']),
  purpose: z.array(z.string()),
  recipient: z.array(z.string()),
  region: z.array(z.string()),
  data: z.array(z.string()),
  from: day.nullable(),
  until: day.nullable(),
  acquired_from: day.nullable(),
  acquired_until: day.nullable(),
})

const answer = z
  .object({
    subject,
    outcome: z
      .enum(['permit', 'deny'])
      .nullable()
      .openapi({ description: 'Null where the account was closed and nothing can be read any more' }),
    reason: z.enum([...REASONS, 'record-erased']),
    provision: provision.nullable().openapi({ description: 'The one that permitted' }),
    form: z.object({ id: z.string(), version: z.string().nullable() }).nullable(),
    language: z.string().nullable().openapi({ description: 'In which she read what she answered' }),
    snapshot_sha256: z.string().nullable().openapi({ description: 'Of exactly what was shown, as on her receipt' }),
    decided_on: day.nullable(),
  })
  .openapi('ExplainedAnswer')

const params = z.object({ decision_id: z.string().max(64).openapi({ example: ID }) })
const tags = ['Audit']

const read = createRoute({
  ...forNodes(AUDIT_SCOPE),
  tags,
  method: 'get',
  path: '/api/v1/decisions/{decision_id}',
  summary: 'What one of this hospital’s nodes asked and how much it was answered; never about whom',
  request: { params },
  responses: {
    200: json('The decision.', decision, {
      legal_basis: 'consent',
      programme: 'lung',
      decision_id: ID,
      as_of: AS_OF,
      client_id: 'node-ljubljana',
      ...USE,
      evaluated: 2,
      permitted: 1,
    }),
    ...refusals(...NODE_REFUSALS, 'decision-not-found'),
  },
})

const explain = createRoute({
  ...forNodes(AUDIT_SCOPE, { maxBytes: 256 * KIB }),
  tags,
  method: 'post',
  path: '/api/v1/decisions/{decision_id}/explanations',
  summary: 'What was decided about up to 1,000 people and why, answered once more from their records',
  description:
    'By exactly what the decision had seen; with `known_at` also by what has become known until then about the time ' +
    'before it. `known_at` in the answer is as late as nothing still being written can change: asked for again, it ' +
    'gives the same answer. Whom you ask about is not stored. Decisions of before the portal noted what they had seen ' +
    'cannot be answered again.',
  request: {
    params,
    body: jsonBody(z.strictObject({ subjects: z.array(subject).min(1).max(1000), known_at: instant.optional() }), {
      subjects: ['lj-4f9a2c7b1e8d3056'],
    }),
  },
  responses: {
    200: json(
      'An answer for each, in the order asked and each once.',
      z.object({ decision_id: z.string(), as_of: instant, known_at: instant, answers: z.array(answer) }),
      {
        decision_id: ID,
        as_of: AS_OF,
        known_at: AS_OF,
        answers: [
          {
            subject: 'lj-4f9a2c7b1e8d3056',
            outcome: 'deny',
            reason: 'withdrawn',
            provision: null,
            form: { id: 'lung-1', version: '1' },
            language: 'sl',
            snapshot_sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
            decided_on: '2026-11-20',
          },
        ],
      },
    ),
    ...refusals(...NODE_REFUSALS, ...BODY_REFUSALS, 'decision-not-found', 'decision-too-old'),
  },
})

export const decisionExplanations = surface()
  .openapi(read, async (c) => {
    const { organisationId } = c.var.node
    const found = await readDecision(c.var.portal, { organisationId, decisionId: c.req.valid('param').decision_id })
    if (!found.ok) throw new Refused(found.refusal)
    c.header('Cache-Control', 'no-store')
    return c.json(decisionOf(found.event), 200)
  })
  .openapi(explain, async (c) => {
    const { decision_id: decisionId } = c.req.valid('param')
    const { subjects, known_at } = c.req.valid('json')
    const knownAt = known_at === undefined ? null : new Date(known_at)
    const { clientId, organisationId } = c.var.node
    const auditor = { actorKind: 'node', actorId: clientId } as const
    const asked = { auditor, organisationId, decisionId, subjects, knownAt }
    const found = await explainDecision(c.var.portal, asked)
    if (!found.ok) throw new Refused(found.refusal)
    const { at, knownAt: known, answers } = found.event
    c.header('Cache-Control', 'no-store')
    const times = { as_of: at.toISOString(), known_at: known.toISOString() }
    return c.json({ decision_id: decisionId, ...times, answers: answers.map(({ answer }) => answer) }, 200)
  })

function decisionOf({ clientId, at, detail }: ReadDecision) {
  const { decision_id, purpose, recipient, region, data, acquired, evaluated, permitted } = detail
  return {
    decision_id,
    as_of: at.toISOString(),
    client_id: clientId,
    ...basisOf(detail),
    ...{ purpose, recipient, region, data, acquired },
    ...{ evaluated, permitted },
  }
}
