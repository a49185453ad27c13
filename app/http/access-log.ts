import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { Metrics } from './metrics.ts'

/** One line an answer, written from an allow-list: no address, no query, no id, no person. */
export function accessLog(log: Logger, metrics: Metrics, pagePattern: (pathname: string) => string): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const own = routePath(c)
    const seconds = (performance.now() - start) / 1000
    const route = own === '/*' ? pagePattern(c.req.path) : own
    const line = { method: c.req.method, route, status: c.res.status }
    log.info({ ...line, ms: Math.round(seconds * 1000) }, 'answered')
    metrics.observe({ ...line, seconds })
  }
}
