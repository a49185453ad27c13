import { z } from '@hono/zod-openapi'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '../domain/consent/codes.ts'
import { EVALUATIONS_SEMANTICS } from '../domain/evaluations-semantic.ts'
import { isReadable } from '../http/readable-text.ts'

/**
 * The information model of the OpenID AuthZEN Authorization API 1.0 (§5). What it requires and is not there, or is of
 * another type, is malformed; members that are not named here are ignored (§10.1.1).
 */

const text = z.string().max(256).refine(isReadable)

/** What the portal reads in `properties` and `context`: anything may stand there, but only these words are understood. */
const data = z
  .unknown()
  .optional()
  .openapi({ type: 'array', items: { type: 'string', enum: [...DATA_CATEGORIES] } })
const recipient = z
  .unknown()
  .optional()
  .openapi({ type: 'string', enum: [...RECIPIENTS] })
const region = z
  .unknown()
  .optional()
  .openapi({ type: 'string', description: '`eu-eea`, `adequate` or an ISO 3166-1 country' })
const acquired = z
  .unknown()
  .optional()
  .openapi({
    type: 'object',
    description: 'First and last day on which the data was acquired; may be left out',
    example: { from: '2020-01-01', until: '2024-12-31' },
  })

/** One question (§6.1). The subject is the person whose data it is: the question is what she permits. */
export const accessEvaluation = z
  .object({
    subject: z.object({ type: text.openapi({ example: 'patient-pseudonym' }), id: text }),
    action: z.object({ name: text.openapi({ description: 'The purpose', examples: [...PURPOSES] }) }),
    resource: z.object({
      type: text.openapi({ description: '`programme` or `data_use`' }),
      id: text,
      properties: z.object({ data }).optional(),
    }),
    context: z.object({ recipient, region, acquired }).optional(),
  })
  .openapi('AccessEvaluation')

export type AccessEvaluation = z.output<typeof accessEvaluation>

const member = z.unknown().optional().openapi({ type: 'object' })

/** The members of an evaluation before they are put together with the defaults and read. */
export const evaluationMembers = z.object({ subject: member, action: member, resource: member, context: member })

/** Several questions (§7.1); each is read by itself, so that one that is malformed spoils no other (§7.2.1). */
export const accessEvaluations = evaluationMembers
  .extend({
    evaluations: z
      .array(z.unknown().openapi({ type: 'object', description: 'An AccessEvaluation, apart from the defaults' }))
      .min(1)
      .max(10_000),
    options: z.object({ evaluations_semantic: z.enum(EVALUATIONS_SEMANTICS).optional() }).optional(),
  })
  .openapi('AccessEvaluations')

export type AccessEvaluations = z.output<typeof accessEvaluations>

/** §5.5; why is nobody's business but the person's own. */
export const accessDecision = z.object({ decision: z.boolean() }).openapi('AccessDecision')

export const EXAMPLE = {
  subject: { type: 'patient-pseudonym', id: 'lj-4f9a2c7b1e8d3056' },
  action: { name: 'ai-development' },
  resource: { type: 'programme', id: 'lung', properties: { data: ['imaging-ct'] } },
  context: { recipient: 'public-research', region: 'eu-eea' },
}
