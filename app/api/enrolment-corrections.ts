import { createRoute, z } from '@hono/zod-openapi'
import { correctAsNode } from '../services/correct-as-node.server.ts'
import { BODY_REFUSALS, forNodes, json, jsonBody, KIB, NODE_REFUSALS, refusals } from './declare.ts'
import { idempotencyHeader, keyOf } from './idempotency-key.ts'
import { Refused } from './refused.ts'
import { surface } from './surface.ts'
import { pseudonym } from './vocabulary.ts'

const correction = z.discriminatedUnion('correction', [
  z.strictObject({ correction: z.literal('not-hers') }),
  z.strictObject({ correction: z.literal('replaced'), pseudonym }),
  z.strictObject({ correction: z.literal('merged'), pseudonym }),
])

const correct = createRoute({
  ...forNodes('accord/enrolments.write', { maxBytes: 4 * KIB }),
  tags: ['Enrolments'],
  method: 'post',
  path: '/api/v1/enrolments/{id}/corrections',
  summary: 'Puts right whose a pseudonym is',
  description:
    '`not-hers`: the letter reached the wrong person; the pseudonym is nobody’s until a new letter is claimed. ' +
    '`replaced`: this person goes by `pseudonym` from now on, which was never used. `merged`: this enrolment is the ' +
    'same person’s as that of `pseudonym`, which stays; of two accounts the one that permits no more speaks for her. ' +
    'The consent tokens of what is given up are revoked at once, and what takes their place is issued after that, so ' +
    'that every node hears of both in this order. A pseudonym that was given up is unknown for good. Repeated with the ' +
    'same Idempotency-Key, it was done once.',
  request: {
    headers: idempotencyHeader,
    params: z.object({ id: z.uuid() }),
    body: jsonBody(correction, { correction: 'replaced', pseudonym: 'lj-90c1d47be2a65f38' }),
  },
  responses: {
    201: json(
      'The enrolment that stands from now on.',
      z.object({ correction: z.enum(['not-hers', 'replaced', 'merged']), enrolment_id: z.uuid(), pseudonym }),
      {
        correction: 'replaced',
        enrolment_id: '5d0b6c11-0a35-4c1a-9a53-3df4b7a4c9a2',
        pseudonym: 'lj-90c1d47be2a65f38',
      },
    ),
    ...refusals(
      ...NODE_REFUSALS,
      ...BODY_REFUSALS,
      'enrolment-not-found',
      'pseudonym-required',
      'pseudonyms-are-one',
      'pseudonym-already-enrolled',
      'pseudonyms-disagree',
      'death-stands',
      'idempotency-key-in-use',
      'idempotency-key-reused',
    ),
  },
})

export const enrolmentCorrections = surface().openapi(correct, async (c) => {
  const body = c.req.valid('json')
  const answer = await correctAsNode(c.var.portal, {
    node: c.var.node,
    enrolmentId: c.req.valid('param').id,
    key: keyOf(c.req.valid('header')),
    correction: body.correction,
    other: 'pseudonym' in body ? body.pseudonym : null,
  })
  if (!answer.ok) throw new Refused(answer.refusal)
  c.header('Cache-Control', 'no-store')
  const { id: enrolment_id, pseudonym } = answer.event.enrolment
  return c.json({ correction: body.correction, enrolment_id, pseudonym }, 201)
})
