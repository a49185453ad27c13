import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { Metrics } from './metrics.ts'

export type NoteAnswer = (answer: { method: string; route: string; status: number }, start: number) => void

/** One line an answer, written from an allow-list: no address, no query, no id, no person. */
export function noteAnswers(log: Logger, metrics: Metrics): NoteAnswer {
  return (answer, start) => {
    const seconds = (performance.now() - start) / 1000
    log.info({ ...answer, ms: Math.round(seconds * 1000) }, 'answered')
    metrics.observe({ ...answer, seconds })
  }
}

/** Notes every answer that goes through the routes, by the pattern of its address. */
export function accessLog(note: NoteAnswer, pagePattern: (pathname: string) => string): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const own = routePath(c)
    const route = own === '/*' ? pagePattern(c.req.path) : own
    note({ method: c.req.method, route, status: c.res.status }, start)
  }
}
