import { createRoute, z } from '@hono/zod-openapi'
import { REMOVAL_HINDRANCES, REMOVAL_OUTCOMES } from '../domain/consent/removal.ts'
import { answerRemovalTask } from '../services/answer-removal-task.server.ts'
import { listRemovalTasks, type RemovalPlace, type RemovalTask } from '../services/list-removal-tasks.server.ts'
import { BODY_REFUSALS, forNodes, json, jsonBody, KIB, NODE_REFUSALS, refusals } from './declare.ts'
import { Refused } from './refused.ts'
import { surface } from './surface.ts'
import { instant, pseudonym, slug } from './vocabulary.ts'

const tags = ['Removal']
const path = '/api/v1/removal-tasks'
const SCOPE = 'accord/usage.write'

const outcome = z.enum(REMOVAL_OUTCOMES)
const hindrance = z.enum(REMOVAL_HINDRANCES).openapi({ description: 'Why it was not possible, and only then' })

const task = z.object({
  task_id: z.uuid(),
  subject: pseudonym,
  programme: slug,
  requested_at: instant,
  outcome: outcome.optional(),
  hindrance: hindrance.optional(),
  answered_at: instant.optional(),
})

const EXAMPLE: z.infer<typeof task> = {
  task_id: '1c6a4f0e-7b1d-4c35-9d6e-2f8b0a4e5c71',
  subject: 'lj-4f9a2c7b1e8d3056',
  programme: 'lung',
  requested_at: '2026-03-01T10:00:00.000Z',
}

/** Where a page ended, as text that means nothing to anybody else. */
const after = z
  .string()
  .max(100)
  .transform((text, context) => {
    const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ')
    const place = { requestedAt: new Date(at), id }
    if (!Number.isNaN(place.requestedAt.getTime()) && z.uuid().safeParse(id).success) return place
    context.addIssue({ code: 'custom' })
    return z.NEVER
  })
  .openapi({ type: 'string', description: 'The `next` of an earlier answer' })

const list = createRoute({
  ...forNodes(SCOPE),
  tags,
  path,
  method: 'get',
  summary: 'Whose data this hospital was asked to take out of its datasets',
  request: { query: z.object({ state: z.enum(['open', 'all']).default('open'), after: after.optional() }) },
  responses: {
    200: json(
      'Up to 500, oldest first; `next` goes on.',
      z.object({ removal_tasks: z.array(task), next: z.string().nullable() }),
      { removal_tasks: [EXAMPLE], next: null },
    ),
    ...refusals(...NODE_REFUSALS, 'request-invalid'),
  },
})

const answer = createRoute({
  ...forNodes(SCOPE, { maxBytes: KIB }),
  tags,
  path: `${path}/{id}/outcome`,
  method: 'put',
  summary: 'That it was done, or why it could not be; the person is shown which',
  description: 'What was not possible may become `removed` later; `removed` and `nothing-held` stay.',
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(z.strictObject({ outcome, hindrance: hindrance.optional() }), { outcome: 'removed' }),
  },
  responses: {
    200: json('The task as it stands now.', task, {
      ...EXAMPLE,
      outcome: 'removed',
      answered_at: '2026-03-02T09:00:00.000Z',
    }),
    ...refusals(
      ...NODE_REFUSALS,
      ...BODY_REFUSALS,
      'removal-task-not-found',
      'removal-hindrance-required',
      'removal-hindrance-without-cause',
      'removal-already-done',
    ),
  },
})

export const removalTasks = surface()
  .openapi(list, async (c) => {
    const { state, after: place = null } = c.req.valid('query')
    const { organisationId } = c.var.node
    const found = await listRemovalTasks(c.var.portal, { organisationId, onlyOpen: state === 'open', after: place })
    c.header('Cache-Control', 'no-store')
    return c.json({ removal_tasks: found.tasks.map(onTheWire), next: found.next && placeText(found.next) }, 200)
  })
  .openapi(answer, async (c) => {
    const { outcome, hindrance = null } = c.req.valid('json')
    const { id } = c.req.valid('param')
    const answered = await answerRemovalTask(c.var.portal, c.var.node, { id, outcome, hindrance })
    if (!answered.ok) throw new Refused(answered.refusal)
    c.header('Cache-Control', 'no-store')
    return c.json(onTheWire(answered.event), 200)
  })

function onTheWire({ id, pseudonym, programmeId, requestedAt, ...answered }: RemovalTask): z.infer<typeof task> {
  const { outcome, hindrance, answeredAt } = answered
  return {
    task_id: id,
    subject: pseudonym,
    programme: programmeId,
    requested_at: requestedAt.toISOString(),
    ...(outcome && { outcome }),
    ...(hindrance && { hindrance }),
    ...(answeredAt && { answered_at: answeredAt.toISOString() }),
  }
}

function placeText({ requestedAt, id }: RemovalPlace): string {
  return Buffer.from(`${requestedAt.toISOString()} ${id}`).toString('base64url')
}
