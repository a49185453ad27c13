import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { pseudonymSystem } from '../domain/fhir/coding.ts'
import { searchSet } from '../domain/fhir/search-set.ts'
import { type Place, readConsent, searchConsents } from '../services/read-consents.server.ts'
import { NODE_REFUSALS } from './declare.ts'
import { AUDIT_SCOPE, forFhir, readerOf } from './fhir-access.ts'
import { consentSearch } from './fhir-consent-search.ts'
import { cursorPlace, nextCursor } from './fhir-cursor.ts'
import { answerResource, FHIR_BASE, fhirJson, outcomes } from './fhir-json.ts'
import { countOf, invalid, type Parameters, pageAddress, SEARCH_REFUSALS, understood } from './fhir-search.ts'
import { Refused } from './refused.ts'
import { type SurfaceEnv, surface } from './surface.ts'

const KNOWN = ['patient.identifier', 'status', '_lastUpdated']
const FORM = 'application/x-www-form-urlencoded'

const values = z.union([z.string(), z.array(z.string())]).optional()
const parameters = z.looseObject({
  'patient.identifier': values.openapi({ description: 'The hospital’s pseudonym, or `system|pseudonym`' }),
  status: values.openapi({ description: '`active`; for auditors also `rejected` and `inactive`' }),
  _lastUpdated: values.openapi({ description: 'By the day, with the prefixes of FHIR: `ge2026-11-01`' }),
  _count: values.openapi({ description: 'To a page: 50 where it is left out, 500 at most' }),
  _cursor: values.openapi({ description: 'From the `next` link; good for an hour' }),
})

const shared = { ...forFhir('system/Consent.rs', AUDIT_SCOPE), tags: ['FHIR'] }
const search = createRoute({
  ...shared,
  method: 'get',
  path: `${FHIR_BASE}/Consent`,
  summary: 'Consents of this hospital’s own people: towards a node those that permit, and nothing of any other',
  request: { query: parameters },
  responses: {
    200: fhirJson('A Bundle of type searchset.', 'Bundle'),
    ...outcomes(...NODE_REFUSALS, ...SEARCH_REFUSALS),
  },
})

const searchByForm = createRoute({
  ...shared,
  method: 'post',
  path: `${FHIR_BASE}/Consent/_search`,
  summary: 'The same search, with the pseudonym in the body and not in an address',
  request: { body: { required: true, content: { [FORM]: { schema: parameters } } } },
  responses: {
    200: fhirJson('A Bundle of type searchset.', 'Bundle'),
    ...outcomes(...NODE_REFUSALS, ...SEARCH_REFUSALS, 'body-too-large', 'content-type-not-supported'),
  },
})

const read = createRoute({
  ...shared,
  method: 'get',
  path: `${FHIR_BASE}/Consent/{id}`,
  summary: 'One consent; whatever does not exist for the caller is an unknown id',
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: fhirJson('The consent.', 'Consent'), ...outcomes(...NODE_REFUSALS, 'resource-not-found') },
})

export const fhirConsents = surface()
  .openapi(search, (c) => answerSearch(c, c.req.queries()))
  .openapi(searchByForm, (c) => {
    if (c.req.header('Content-Type')?.split(';')[0]?.trim() !== FORM) throw new Refused('content-type-not-supported')
    const inBody = Object.entries(c.req.valid('form')).map(([name, value]) => [name, [value].flat().map(String)])
    return answerSearch(c, { ...c.req.queries(), ...Object.fromEntries(inBody) })
  })
  .openapi(read, async (c) => {
    const answer = await readConsent(c.var.portal, { reader: readerOf(c), id: c.req.valid('param').id })
    if (!answer.ok) throw new Refused(answer.refusal)
    return answerResource(c, answer.event)
  })

async function answerSearch(c: Context<SurfaceEnv>, sent: Parameters) {
  const { portal } = c.var
  const { url } = portal.settings
  const asked = understood(sent, { known: KNOWN, prefer: c.req.header('Prefer') })
  const now = portal.clock.now()
  const after = placeIn(asked, now)
  const page = await searchConsents(portal, {
    reader: readerOf(c),
    search: consentSearch(asked, pseudonymSystem(url, c.var.node.organisationId)),
    after,
    limit: countOf(asked),
  })
  const base = `${url}${FHIR_BASE}`
  const cursor = page.next && nextCursor([page.next.enrolmentId, page.next.programmeId], now)
  return answerResource(
    c,
    searchSet(base, {
      found: page.consents,
      self: pageAddress(`${base}/Consent`, asked, asked._cursor?.[0] ?? null),
      next: cursor && pageAddress(`${base}/Consent`, asked, cursor),
      isFirst: after === null,
    }),
  )
}

function placeIn(asked: Parameters, now: Date): Place | null {
  const place = cursorPlace(asked, now)
  if (!place) return null
  const checked = z.tuple([z.uuid(), z.string().regex(/^[a-z0-9-]{1,64}$/)]).safeParse(place)
  if (!checked.success) throw invalid('_cursor')
  return { enrolmentId: checked.data[0], programmeId: checked.data[1] }
}
