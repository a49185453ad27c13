import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type Books, bookUsageReports, expectedSequence } from '../services/book-usage-reports.server.ts'
import { type ReportError, readUsageReports } from '../services/read-usage-reports.server.ts'
import { BODY_REFUSALS, forNodes, json, MIB, NODE_REFUSALS, refusals } from './declare.ts'
import { idempotencyHeader, keyOf } from './idempotency-key.ts'
import { Refused } from './refused.ts'
import { type SurfaceEnv, surface } from './surface.ts'

const JWT = 'application/jwt'

const jws = z.string().min(1).openapi({
  description: 'A compact JWS with `typ` `usage-report+jwt`, by a key that the node registered',
  example: 'eyJ...',
})

const reply = z.object({
  reports: z.array(
    z.object({
      jti: z.string(),
      booking: z.enum(['accepted', 'disputed']),
      dispute: z.string().optional(),
      unknown_subjects: z.number().int(),
    }),
  ),
  expected_next: z.number().int().openapi({ description: 'The first sequence number that has not arrived' }),
})

const EXAMPLE = {
  reports: [{ jti: 'b7a1c1de-0d7a-4f5e-8f0c-0e8a7f6d5c4b', booking: 'accepted', unknown_subjects: 0 }],
  expected_next: 8,
} as const

const route = createRoute({
  ...forNodes('accord/usage.write', { maxBytes: MIB }),
  method: 'post',
  path: '/api/v1/usage-reports',
  tags: ['Usage'],
  summary: 'What a node did with data, or was kept from doing: one signed report, or up to 100',
  description:
    'Claims: `iss` (client id), `aud` (the portal), `iat` (of the last 24 hours), `jti`, `seq`, `data_use`, ' +
    '`operation` (`training`, `validation`, `inference`, `statistics`), `tool` (`name`, `version`), `at`, ' +
    '`subjects` (pseudonyms) or `tokens` (`jti` of consent tokens), `outcome` (`used`, `denied`). A report that does ' +
    'not fit its data use, or names somebody whose choices did not cover it, is booked as disputed and never dropped. ' +
    'Sent again it is answered as before.',
  request: {
    headers: idempotencyHeader,
    body: {
      content: {
        'application/json': { schema: z.union([jws, z.array(jws).min(1).max(100)]) },
        [JWT]: { schema: z.string() },
      },
    },
  },
  responses: {
    200: json('All of it had been booked before.', reply, { ...EXAMPLE, reports: [...EXAMPLE.reports] }),
    201: json('How it is booked.', reply, { ...EXAMPLE, reports: [...EXAMPLE.reports] }),
    ...refusals(
      ...NODE_REFUSALS,
      ...BODY_REFUSALS,
      'usage-report-invalid',
      'usage-sequence-taken',
      'idempotency-key-in-use',
      'idempotency-key-reused',
    ),
  },
})

export const usageReports = surface().openapi(route, async (c) => {
  const { portal, node } = c.var
  const sent = isCompact(c) ? await c.req.text() : c.req.valid('json')
  const { reports, errors } = await readUsageReports(portal, { node, signed: [sent].flat() })
  if (errors.length > 0) throw new Refused('usage-report-invalid', { members: { errors: errors.map(pointed) } })

  const answer = await bookUsageReports(portal, { node, reports, key: keyOf(c.req.valid('header')) })
  if (!answer.ok)
    throw new Refused(answer.refusal, { members: { expected_next: await expectedSequence(portal, node) } })
  c.header('Cache-Control', 'no-store')
  return c.json(onTheWire(answer.event), answer.event.isNew ? 201 : 200)
})

function isCompact(c: Context<SurfaceEnv>): boolean {
  return c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase() === JWT
}

function pointed({ report, code }: ReportError) {
  return { pointer: `/${report}`, code }
}

function onTheWire({ reports, expectedNext }: Books): z.infer<typeof reply> {
  return {
    reports: reports.map(({ jti, booking, dispute, unknownSubjects }) => ({
      jti,
      booking,
      ...(dispute && { dispute }),
      unknown_subjects: unknownSubjects,
    })),
    expected_next: expectedNext,
  }
}
