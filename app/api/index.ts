import { OpenAPIHono } from '@hono/zod-openapi'
import type { Portal } from '../portal.server.ts'
import { consentTokens } from './consent-tokens.ts'
import { decisions } from './decisions.ts'
import { enrolments } from './enrolments.ts'
import { introspection } from './introspection.ts'
import { answerError } from './on-error.ts'
import { statusLists } from './status-lists.ts'
import type { SurfaceEnv } from './surface.ts'
import { token } from './token.ts'
import { usageReports } from './usage-reports.ts'
import { wellKnown } from './well-known.ts'

/** The machine surface: what hospitals' nodes speak with. It reads no cookie and is mounted at the root. */
export function api(portal: Portal): OpenAPIHono<SurfaceEnv> {
  const app = new OpenAPIHono<SurfaceEnv>()
  app.onError(answerError)
  app.use(async (c, next) => {
    c.set('portal', portal)
    await next()
  })
  for (const part of [
    wellKnown,
    token,
    introspection,
    enrolments,
    consentTokens,
    decisions,
    usageReports,
    statusLists(portal),
  ]) {
    app.route('/', part)
  }
  return app
}
