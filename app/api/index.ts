import { OpenAPIHono } from '@hono/zod-openapi'
import type { Portal } from '../portal.server.ts'
import { accessEvaluation } from './access-evaluation.ts'
import { accessEvaluations } from './access-evaluations.ts'
import { authzenConfiguration } from './authzen-configuration.ts'
import { bundle } from './bundle.ts'
import { consentTokens } from './consent-tokens.ts'
import { decisionExplanations } from './decision-explanations.ts'
import { decisions } from './decisions.ts'
import { describe } from './description.ts'
import { docs } from './docs.ts'
import { echoRequestId } from './echo-request-id.ts'
import { enrolmentCorrections } from './enrolment-corrections.ts'
import { enrolments } from './enrolments.ts'
import { eventStreamStatus } from './event-stream-status.ts'
import { eventStreams } from './event-streams.ts'
import { events } from './events.ts'
import { fhirAuditEvents } from './fhir-audit-events.ts'
import { fhirConsents } from './fhir-consents.ts'
import { fhirMetadata } from './fhir-metadata.ts'
import { introspection } from './introspection.ts'
import { answerError } from './on-error.ts'
import { removalTasks } from './removal-tasks.ts'
import { statusLists } from './status-lists.ts'
import type { SurfaceEnv } from './surface.ts'
import { token } from './token.ts'
import { usageReports } from './usage-reports.ts'
import { wellKnown } from './well-known.ts'
import { refuseWrongTurns } from './wrong-turns.ts'

export { answerError }

/** The machine surface: what hospitals' nodes speak with. It reads no cookie. */
export function api(portal: Portal): OpenAPIHono<SurfaceEnv> {
  const app = apiRoutes(portal)
  app.onError(answerError)
  return app
}

/**
 * The same for whoever mounts it at the root and answers its errors with `answerError`: Hono runs each handler of a
 * part that answers its own errors in a chain of its own.
 */
export function apiRoutes(portal: Portal): OpenAPIHono<SurfaceEnv> {
  const app = new OpenAPIHono<SurfaceEnv>()
  app.use((c, next) => {
    c.set('portal', portal)
    return next()
  })
  app.use('/access/*', echoRequestId)
  const declared = [
    wellKnown,
    token,
    introspection,
    enrolments,
    enrolmentCorrections,
    consentTokens,
    bundle,
    decisions,
    decisionExplanations,
    usageReports,
    removalTasks,
  ]
  const ssf = [events, eventStreams, eventStreamStatus]
  const authzen = [authzenConfiguration, accessEvaluation, accessEvaluations]
  const fhir = [fhirMetadata, fhirConsents, fhirAuditEvents]
  for (const part of [...declared, ...authzen, ...ssf, ...fhir, statusLists(portal)]) app.route('/', part)
  const description = describe(app, { url: portal.settings.url, version: '1' })
  app.route('/', docs(description))
  refuseWrongTurns(app)
  return app
}
