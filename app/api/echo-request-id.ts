import type { MiddlewareHandler } from 'hono'

/** Gives a request's identifier back with its answer, refusals too (AuthZEN Authorization API 1.0 §10.1.3). */
export const echoRequestId: MiddlewareHandler = async (c, next) => {
  await next()
  const id = c.req.header('X-Request-ID')
  if (id !== undefined) c.header('X-Request-ID', id)
}
