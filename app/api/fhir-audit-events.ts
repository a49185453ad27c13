import { createRoute, z } from '@hono/zod-openapi'
import { searchSet } from '../domain/fhir/search-set.ts'
import { listAuditEvents } from '../services/list-audit-events.server.ts'
import { NODE_REFUSALS } from './declare.ts'
import { AUDIT_SCOPE, forFhir } from './fhir-access.ts'
import { cursorPlace, nextCursor } from './fhir-cursor.ts'
import { answerResource, FHIR_BASE, fhirJson, outcomes } from './fhir-json.ts'
import { countOf, dates, invalid, type Parameters, pageAddress, SEARCH_REFUSALS, understood } from './fhir-search.ts'
import { surface } from './surface.ts'

const values = z.union([z.string(), z.array(z.string())]).optional()

const route = createRoute({
  ...forFhir(AUDIT_SCOPE),
  method: 'get',
  path: `${FHIR_BASE}/AuditEvent`,
  tags: ['FHIR'],
  summary: 'The decisions given to this hospital’s nodes, permit and deny, as IHE BALP shapes them; never about whom',
  request: {
    query: z.looseObject({
      date: values.openapi({ description: 'When it was decided, with the prefixes of FHIR: `ge2026-11-23`' }),
      _count: values,
      _cursor: values,
    }),
  },
  responses: {
    200: fhirJson('A Bundle of type searchset, oldest first.', 'Bundle'),
    ...outcomes(...NODE_REFUSALS, ...SEARCH_REFUSALS),
  },
})

export const fhirAuditEvents = surface().openapi(route, async (c) => {
  const { portal, node } = c.var
  const asked = understood(c.req.queries(), { known: ['date'], prefer: c.req.header('Prefer') })
  const now = portal.clock.now()
  const after = placeIn(asked, now)
  const { organisationId } = node
  const page = await listAuditEvents(portal, {
    organisationId,
    dates: dates(asked, 'date'),
    after,
    limit: countOf(asked),
  })
  const base = `${portal.settings.url}${FHIR_BASE}`
  const cursor = page.next === null ? null : nextCursor([page.next], now)
  return answerResource(
    c,
    searchSet(base, {
      found: page.events,
      self: pageAddress(`${base}/AuditEvent`, asked, asked._cursor?.[0] ?? null),
      next: cursor && pageAddress(`${base}/AuditEvent`, asked, cursor),
      isFirst: after === null,
    }),
  )
})

function placeIn(asked: Parameters, now: Date): number | null {
  const place = cursorPlace(asked, now)
  if (!place) return null
  const checked = z.tuple([z.int().nonnegative()]).safeParse(place)
  if (!checked.success) throw invalid('_cursor')
  return checked.data[0]
}
