import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { contentSecurityPolicy } from './content-security-policy.ts'

/**
 * Headers for every answer, laid down before anybody answers: what a page or a route says itself (its script policy,
 * its caching) takes their place. Set on Node's own response, because Hono makes an answer anew for each header that
 * is added to it afterwards, which took two thirds of the time of a short one.
 */
export function securityHeaders(headers: Map<string, string>): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return (c, next) => {
    c.env.outgoing.setHeaders(headers)
    return next()
  }
}

/** The headers that every answer of a portal at this origin has. */
export function headersEverywhere(origin: string): Map<string, string> {
  const headers = new Map(Object.entries({ ...HEADERS, 'Content-Security-Policy': contentSecurityPolicy() }))
  if (origin.startsWith('https://')) headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  return headers
}

/** `same-origin`, not `no-referrer`: the latter makes browsers send `Origin: null`, and every form would be refused. */
const HEADERS = {
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'Cache-Control': 'no-store',
}
