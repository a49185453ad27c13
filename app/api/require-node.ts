import type { MiddlewareHandler } from 'hono'
import { recogniseNode } from '../services/recognise-node.server.ts'
import { Refused } from './refused.ts'
import type { Scope } from './scopes.ts'
import type { SurfaceEnv } from './surface.ts'

/** Lets a node pass whose access token holds this scope, or any of several (RFC 6750 §2.1, §3.1); asked before a body is read. */
export function requireNode(...scopes: [Scope, ...Scope[]]): MiddlewareHandler<SurfaceEnv> {
  return async (c, next) => {
    const header = c.req.header('Authorization')
    if (!header) throw new Refused('access-token-required', challenge(''))
    const node = await recogniseNode(c.get('portal'), tokenIn(header))
    if (!node) throw new Refused('access-token-invalid', challenge(', error="invalid_token"'))
    if (!scopes.some((scope) => node.scopes.includes(scope))) {
      throw new Refused('scope-insufficient', challenge(`, error="insufficient_scope", scope="${scopes[0]}"`))
    }
    c.set('node', node)
    return next()
  }
}

function tokenIn(header: string): string {
  return /^bearer +([A-Za-z0-9._~+/-]{1,512}=*)$/i.exec(header)?.[1] ?? ''
}

function challenge(error: string) {
  return { headers: { 'WWW-Authenticate': `Bearer realm="accord"${error}` } }
}
