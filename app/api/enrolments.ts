import { createRoute, z } from '@hono/zod-openapi'
import { enrolPeople } from '../services/enrol-people.server.ts'
import { inviteAgain } from '../services/invite-again.server.ts'
import { listEnrolments } from '../services/list-enrolments.server.ts'
import { BODY_REFUSALS, forNodes, json, jsonBody, KIB, NODE_REFUSALS, refusals } from './declare.ts'
import { idempotencyHeader, keyOf } from './idempotency-key.ts'
import { Refused } from './refused.ts'
import { surface } from './surface.ts'
import { day, instant, language, pseudonym } from './vocabulary.ts'

const letter = { birth_date: day, language }
const person = z.strictObject({ pseudonym, ...letter })
const people = z.strictObject({ enrolments: z.array(person).min(1).max(1000).refine(areDistinct) })

const enrolled = z
  .object({
    enrolment_id: z.uuid(),
    pseudonym,
    invitation: z
      .object({ code: z.string(), url: z.url(), expires_at: instant })
      .nullable()
      .openapi({ description: 'For the letter; `code` is shown once. Null where an earlier letter was claimed.' }),
  })
  .openapi('Enrolled')

const PERSON = { pseudonym: 'lj-4f9a2c7b1e8d3056', birth_date: '1961-04-23', language: 'sl' } as const
const ENROLLED = {
  enrolment_id: '0b6f2f0e-6f0c-4a57-9c3e-0f3c1f1f7a11',
  pseudonym: PERSON.pseudonym,
  invitation: {
    code: 'K7QM-2XRT-9W4H-C',
    url: 'https://accord.example.org/sl/invitation?for=8Z3KQ0M7TD',
    expires_at: '2027-01-31T09:00:00.000Z',
  },
}

const tags = ['Enrolments']
const forEnrolling = forNodes('accord/enrolments.write', { maxBytes: 512 * KIB })

const enrol = createRoute({
  ...forEnrolling,
  tags,
  method: 'post',
  path: '/api/v1/enrolments',
  summary: 'Enrols one person, or up to 1,000, and returns what their letters must say',
  description:
    'The birth date is kept as a keyed slow hash until the letter is claimed. Repeated with the same Idempotency-Key, ' +
    'the same enrolments come back with new letters, and the letters of the first answer open nothing any more.',
  request: { headers: idempotencyHeader, body: jsonBody(z.union([person, people]), PERSON) },
  responses: {
    201: json(
      'The enrolment, or `enrolments` where several were sent.',
      z.union([enrolled, z.object({ enrolments: z.array(enrolled) })]),
      ENROLLED,
    ),
    ...refusals(
      ...NODE_REFUSALS,
      ...BODY_REFUSALS,
      'birth-date-in-future',
      'pseudonym-already-enrolled',
      'idempotency-key-in-use',
      'idempotency-key-reused',
    ),
  },
})

const list = createRoute({
  ...forNodes('accord/enrolments.write'),
  tags,
  method: 'get',
  path: '/api/v1/enrolments',
  summary: 'Whom this hospital has enrolled, a page at a time; nothing about what anybody chose',
  request: {
    query: z.object({ after: pseudonym.optional().openapi({ description: 'The `next` of the page before' }) }),
  },
  responses: {
    200: json(
      'A page, in the order of the pseudonyms. `next` is null on the last one.',
      z.object({
        enrolments: z.array(z.object({ enrolment_id: z.uuid(), pseudonym, state: z.enum(['invited', 'claimed']) })),
        next: z.string().nullable(),
      }),
      {
        enrolments: [{ enrolment_id: ENROLLED.enrolment_id, pseudonym: PERSON.pseudonym, state: 'invited' }],
        next: null,
      },
    ),
    ...refusals('request-invalid', ...NODE_REFUSALS),
  },
})

const invite = createRoute({
  ...forEnrolling,
  tags,
  method: 'post',
  path: '/api/v1/enrolments/{id}/invitations',
  summary: 'A new letter where the first was lost, ran out, or reached the wrong person',
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(z.strictObject(letter), { birth_date: PERSON.birth_date, language: PERSON.language }),
  },
  responses: {
    201: json('The enrolment with its new letter; earlier letters open nothing any more.', enrolled, ENROLLED),
    ...refusals(
      ...NODE_REFUSALS,
      ...BODY_REFUSALS,
      'birth-date-in-future',
      'enrolment-not-found',
      'enrolment-already-claimed',
    ),
  },
})

export const enrolments = surface()
  .openapi(enrol, async (c) => {
    const body = c.req.valid('json')
    const isOne = 'pseudonym' in body
    const answer = await enrolPeople(c.var.portal, {
      node: c.var.node,
      people: isOne ? [body] : body.enrolments,
      key: keyOf(c.req.valid('header')),
    })
    if (!answer.ok) throw new Refused(answer.refusal)
    c.header('Cache-Control', 'no-store')
    const [first] = answer.event
    return isOne && first ? c.json(first, 201) : c.json({ enrolments: answer.event }, 201)
  })
  .openapi(list, async (c) => {
    c.header('Cache-Control', 'no-store')
    const { after = '' } = c.req.valid('query')
    return c.json(await listEnrolments(c.var.portal, { node: c.var.node, after }), 200)
  })
  .openapi(invite, async (c) => {
    const { id: enrolmentId } = c.req.valid('param')
    const answer = await inviteAgain(c.var.portal, { node: c.var.node, enrolmentId, ...c.req.valid('json') })
    if (!answer.ok) throw new Refused(answer.refusal)
    c.header('Cache-Control', 'no-store')
    return c.json(answer.event, 201)
  })

function areDistinct(people: readonly { pseudonym: string }[]): boolean {
  return new Set(people.map(({ pseudonym }) => pseudonym)).size === people.length
}
