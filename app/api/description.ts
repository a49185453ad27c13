import type { OpenAPIHono } from '@hono/zod-openapi'
import { SCOPES } from './scopes.ts'
import type { SurfaceEnv } from './surface.ts'

/** The description of the whole surface (OpenAPI 3.1), made from the very declarations that routes enforce. */
export function describe(app: OpenAPIHono<SurfaceEnv>, { url, version }: { url: string; version: string }) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'accord', {
    type: 'oauth2',
    description: 'SMART Backend Services: an access token against an assertion signed with the node’s registered key.',
    flows: { clientCredentials: { tokenUrl: `${url}/oauth/token`, scopes: SCOPES } },
  })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Accord: the machine surface',
      version,
      description:
        'What a hospital’s federation node speaks with. Errors are problem documents (RFC 9457) whose `type` ends in ' +
        'a stable code; OAuth endpoints answer with OAuth errors. No route reads a cookie.',
    },
    servers: [{ url }],
  })
}
