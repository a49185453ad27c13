import type { OpenAPIHono } from '@hono/zod-openapi'
import { Refused } from './refused.ts'
import type { SurfaceEnv } from './surface.ts'

/** Answers what no declared route answers: another method of a known address, and addresses under /access, /api and /fhir that nobody knows. */
export function refuseWrongTurns(app: OpenAPIHono<SurfaceEnv>): void {
  for (const [path, methods] of methodsByPath(app)) {
    app.all(path, () => {
      throw new Refused('method-not-allowed', { headers: { Allow: methods.join(', ') } })
    })
  }
  for (const path of ['/access', '/access/*', '/api', '/api/*', '/fhir', '/fhir/*']) {
    app.all(path, () => {
      throw new Refused('resource-not-found')
    })
  }
}

/** RFC 9110 §15.5.6: a 405 names the methods that are allowed. */
function methodsByPath({ openAPIRegistry }: OpenAPIHono<SurfaceEnv>): Map<string, string[]> {
  const methods = new Map<string, string[]>()
  for (const definition of openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue
    const path = definition.route.path.replaceAll(/\/{(.+?)}/g, '/:$1')
    const method = definition.route.method.toUpperCase()
    methods.set(path, [...(methods.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])])
  }
  return methods
}
