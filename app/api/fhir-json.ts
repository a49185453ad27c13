import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { JSONValue } from 'hono/utils/types'
import { operationOutcome } from '../domain/fhir/operation-outcome.ts'
import { statusOf } from '../http/problem.ts'
import { REFUSALS, type RefusalCode } from './refusals.ts'
import type { Refused } from './refused.ts'
import type { SurfaceEnv } from './surface.ts'

export const FHIR_JSON = 'application/fhir+json'
export const FHIR_BASE = '/fhir/R4'

/** Answers with a resource; what a person chose is kept by nobody on the way. */
export function answerResource(c: Context<SurfaceEnv>, resource: { resourceType: string }, cacheControl = 'no-store') {
  const json = resource as { resourceType: string; [member: string]: JSONValue }
  return c.json(json, 200, { 'Content-Type': FHIR_JSON, 'Cache-Control': cacheControl })
}

/** How a refusal leaves everything under `/fhir`. */
export function answerOutcome(url: string, { code, members, headers }: Refused): Response {
  const status = statusOf(code)
  const about = typeof members.parameter === 'string' ? members.parameter : undefined
  return Response.json(operationOutcome(url, { code, status, text: REFUSALS[code], about }), {
    status,
    headers: { 'Content-Type': FHIR_JSON, 'Cache-Control': 'no-store', ...headers },
  })
}

export function fhirJson(description: string, resourceType: string) {
  return { description, content: { [FHIR_JSON]: { schema: z.looseObject({ resourceType: z.literal(resourceType) }) } } }
}

/** The OperationOutcomes that a route answers with, grouped by status. */
export function outcomes(...codes: RefusalCode[]) {
  const byStatus = Map.groupBy(codes, statusOf)
  const described = (group: readonly RefusalCode[]) => group.map((code) => `\`${code}\`: ${REFUSALS[code]}`)
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [status, fhirJson(described(group).join('\n\n'), 'OperationOutcome')]),
  )
}
