import type { Context, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { problemDocument, retryAfterOf } from '../http/problem.ts'
import { Unavailable } from '../services/unavailable.server.ts'
import { answerOutcome } from './fhir-json.ts'
import { oauthNameOf } from './oauth-error.ts'
import { REFUSALS, type RefusalCode } from './refusals.ts'
import { Refused } from './refused.ts'
import type { SurfaceEnv } from './surface.ts'

/** Every refusal and every mistake leaves the machine surface as one kind of document (RFC 9457; OAuth endpoints: RFC 6749 §5.2; FHIR: OperationOutcome). */
export const answerError: ErrorHandler<SurfaceEnv> = (error, c) => {
  if (error instanceof Refused) return problem(c, error)
  if (error instanceof Unavailable) return problem(c, new Refused(error.code))
  if (error instanceof HTTPException) return problem(c, new Refused(codeOfReader(error)))
  c.var.portal.log.error({ name: error.name, stack: error.stack }, 'failed')
  return problem(c, new Refused('something-went-wrong'))
}

function problem(c: Context<SurfaceEnv>, refused: Refused): Response {
  if (/^\/fhir(\/|$)/.test(c.req.path)) return answerOutcome(c.var.portal.settings.url, refused)
  const { code, members, headers } = refused
  const document = { ...problemDocument(c.var.portal.settings.url, code, REFUSALS[code]), ...members }
  const isOAuth = c.req.path.startsWith('/oauth/')
  return Response.json(isOAuth ? { error: oauthNameOf(code), error_description: code } : document, {
    status: document.status,
    headers: {
      'Content-Type': isOAuth ? 'application/json' : 'application/problem+json',
      'Cache-Control': 'no-store',
      ...retryAfterOf(code),
      ...headers,
    },
  })
}

/** What the reader of bodies says by status alone. */
function codeOfReader({ status }: HTTPException): RefusalCode {
  return status === 415 ? 'content-type-not-supported' : 'request-invalid'
}
