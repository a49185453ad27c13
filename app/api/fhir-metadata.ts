import { createRoute } from '@hono/zod-openapi'
import { capabilityStatement } from '../domain/fhir/capability-statement.ts'
import { answerResource, FHIR_BASE, fhirJson } from './fhir-json.ts'
import { surface } from './surface.ts'

const route = createRoute({
  method: 'get',
  path: `${FHIR_BASE}/metadata`,
  tags: ['FHIR'],
  summary: 'What this FHIR R4 server can do',
  responses: { 200: fhirJson('The CapabilityStatement.', 'CapabilityStatement') },
})

export const fhirMetadata = surface().openapi(route, (c) =>
  answerResource(c, capabilityStatement(c.var.portal.settings.url), 'public, max-age=3600'),
)
